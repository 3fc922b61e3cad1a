import { byteOrderMark, type Cell, csvRows, type Reader } from "../../core/csv";

/** Writes rows as UTF-8 CSV with a byte order mark, one piece per page of rows. */
export async function* writeCsv(
  header: readonly string[],
  pages: AsyncIterable<readonly Cell[][]>,
  reader: Reader,
): AsyncGenerator<string> {
  yield byteOrderMark + csvRows([header], reader);
  for await (const rows of pages) yield csvRows(rows, reader);
}
