import { byteOrderMark, type Cell, csvRows, type Reader } from "../../core/csv";

/** Writes rows as CSV, a piece for each page of rows, in UTF-8. */
export async function* writeCsv(
  header: readonly string[],
  pages: AsyncIterable<readonly Cell[][]>,
  reader: Reader,
): AsyncGenerator<string> {
  yield byteOrderMark + csvRows([header], reader);
  for await (const rows of pages) yield csvRows(rows, reader);
}
