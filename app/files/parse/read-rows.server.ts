import type { Result } from "../../core/result";
import type { ByteSource } from "./byte-source";
import type { FileCut, FileRow, FileUnreadable, RowBlock } from "./parse-options";
import { readTextRows } from "./text/text-rows.server";
import { readXlsxRows } from "./workbook/xlsx-rows.server";

/**
 * All rows of a file in order, header included. For failures see `readTextRows`, `readXlsxRows`.
 */
export function readRows(
  source: ByteSource,
  reading: FileCut,
): AsyncGenerator<Result<RowBlock, FileUnreadable>> {
  return reading.format === "xlsx"
    ? readXlsxRows(source, reading)
    : readTextRows(source.read(0, source.size), reading);
}

/** The first of some rows: at most `count`, fewer if their file becomes unreadable. */
export async function firstRows(
  blocks: AsyncIterable<Result<RowBlock, FileUnreadable>>,
  count: number,
): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const block of blocks) {
    if (!block.ok) break;
    rows.push(...block.value.rows.slice(0, count - rows.length));
    if (rows.length >= count) break;
  }
  return rows;
}
