import { rowReader } from "../../app/features/codes/import/read-row";
import { listOfCodes } from "../../app/files/parse/columns/columns";
import {
  inspectAgain,
  inspectFile,
  type ParseChoices,
} from "../../app/files/parse/inspect-file.server";
import { type ParseOptions, rowsBeforeList } from "../../app/files/parse/parse-options";
import { readRows } from "../../app/files/parse/read-rows.server";
import { bytesOf } from "./zip-of";

/** What an import of a file would add, without a database. */
export interface ReadCodes {
  reading: ParseOptions;
  codes: { code: string; useBy: Date | null; recipient: string | null }[];
  rejects: { line: number; message: string }[];
}

/** Reads a file like an import. Resolves an error message if the whole file is rejected. */
export async function readCodesOf(
  content: string | Uint8Array,
  { change, dayFirst = false }: { change?: ParseChoices; dayFirst?: boolean } = {},
): Promise<ReadCodes | string> {
  const source = bytesOf(typeof content === "string" ? Buffer.from(content) : content, 65_536);
  const inspected = await inspectFile(source, listOfCodes, { dayFirst });
  const found =
    inspected.ok && change
      ? await inspectAgain(source, inspected.value, listOfCodes, change)
      : inspected;
  if (!found.ok) return found.failure.message;
  const reading = found.value;
  const read = rowReader({
    reading,
    timeZone: "Europe/Berlin",
    now: new Date("2026-11-21T12:00:00Z"),
    defaults: { defaultAssignBy: null, defaultUseBy: null, defaultUseWithinDays: null },
    shared: false,
  });
  const result: ReadCodes = { reading, codes: [], rejects: [] };
  let passed = -rowsBeforeList(reading);
  for await (const block of readRows(source, reading)) {
    if (!block.ok) return block.failure.message;
    for (const row of block.value.rows) {
      passed += 1;
      if (passed <= 0) continue;
      const code = read(row);
      if (code.ok) {
        const { code: text, useBy, recipient } = code.value;
        result.codes.push({ code: text, useBy, recipient });
      } else result.rejects.push({ line: row.line, message: code.failure.message });
    }
  }
  return result;
}
