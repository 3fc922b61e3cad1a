import { stringify } from "csv-stringify/sync";
import { harmlessCell } from "./harmless-cell";

/** A cell of a file that somebody downloads; null: empty. */
export type Cell = string | number | null;

/** Excel takes a file without it for the local 8-bit alphabet. */
const byteOrderMark = "\uFEFF";

/** Writes rows as CSV, a piece for each page of rows: UTF-8, comma, CRLF. */
export async function* writeCsv(
  header: readonly string[],
  pages: AsyncIterable<readonly Cell[][]>,
): AsyncGenerator<string> {
  yield byteOrderMark + csvRows([[...header]]);
  for await (const rows of pages) yield csvRows(rows);
}

function csvRows(rows: readonly Cell[][]): string {
  const harmless = rows.map((row) =>
    row.map((cell) => (typeof cell === "string" ? harmlessCell(cell) : cell)),
  );
  // By itself csv-stringify quotes the delimiter of records only, CR with LF.
  return stringify(harmless, { record_delimiter: "windows", quoted_match: /[\r\n]/ });
}
