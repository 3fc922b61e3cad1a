import type { Result } from "../../../../core/result";
import type { ByteSource } from "../../../../files/parse/byte-source";
import type {
  FileRow,
  FileUnreadable,
  ParseOptions,
  RowBlock,
} from "../../../../files/parse/parse-options";
import { firstRows, readRows } from "../../../../files/parse/read-rows.server";
import { addressesIn } from "./address-list";

/** Lines sampled to detect a list of addresses, and the share that must be addresses. */
const sampledLines = 100;
const addressShare = 0.8;

/**
 * The rows of a list of recipients. In text without columns a line can have several addresses: each
 * becomes a row, and the rows after it are renumbered to stay unique.
 */
export async function* readListRows(
  source: ByteSource,
  reading: ParseOptions,
): AsyncGenerator<Result<RowBlock, FileUnreadable>> {
  let line = 0;
  for await (const block of readRows(source, reading)) {
    if (!block.ok || !isAddressList(reading)) {
      yield block;
      continue;
    }
    const rows = block.value.rows.flatMap((row) => {
      const addresses = addressesIn(row.cells[0] ?? "") ?? [row.cells[0] ?? ""];
      return addresses.map((address): FileRow => {
        line = Math.max(line + 1, row.line);
        return { line, cells: [address] };
      });
    });
    yield { ok: true, value: { ...block.value, rows } };
  }
}

/**
 * Detects a list of addresses, as copied from the "To" field of an email program: its commas aren't
 * column separators. Tables keep their columns.
 */
export async function noticeAddressList(
  source: ByteSource,
  reading: ParseOptions,
): Promise<ParseOptions> {
  if (reading.format !== "text") return reading;
  const whole: ParseOptions = {
    ...reading,
    delimiter: "",
    wrapped: false,
    above: 0,
    header: false,
    names: [],
    below: 0,
    columns: ["email"],
  };
  const rows = await firstRows(readRows(source, whole), sampledLines);
  const lines = rows.map(({ cells: [text = ""] }) => ({ text, addresses: addressesIn(text) }));
  const [first] = lines;
  const pure = lines.filter(({ addresses }) => addresses !== undefined).length;
  if (!first || pure < lines.length * addressShare) return reading;
  if (first.addresses) return whole;
  // A first line with one name is a header; one with several belongs to a table.
  const names = reading.columns.length > 1 || first.text.includes("@");
  return names ? reading : { ...whole, header: true, names: [first.text] };
}

function isAddressList({ format, delimiter }: ParseOptions): boolean {
  return format === "text" && delimiter === "";
}
