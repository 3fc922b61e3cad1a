import { stringify } from "csv-stringify/sync";

/** A cell of a table that is downloaded; null: empty. */
export type Cell = string | number | LocalMoment | null;

/** The wall clock of a time zone, `2026-11-21 13:05:00`: a date for spreadsheets, a text for others. */
interface LocalMoment {
  local: string;
}

/**
 * Who reads a file. A person opens it in a spreadsheet, which must not run what stands in it. A program
 * takes every cell as it is: a code with a sign in front that it does not have is refused at checkout.
 */
export type Reader = "person" | "program";

/** Spreadsheets take a file without it for the local 8-bit alphabet. */
export const byteOrderMark = "\uFEFF";

/** Rows of a CSV file: comma, CRLF. */
export function csvRows(rows: readonly (readonly Cell[])[], reader: Reader): string {
  const guard = reader === "person" ? escapeFormula : (text: string) => text;
  const cells = rows.map((row) =>
    row.map((cell) => {
      if (typeof cell === "string") return guard(cell);
      return typeof cell === "object" && cell ? cell.local : cell;
    }),
  );
  // By itself csv-stringify quotes the delimiter of records only, CR with LF.
  return stringify(cells, { record_delimiter: "windows", quoted_match: /[\r\n]/ });
}

/**
 * What a spreadsheet may run: a formula, or text that begins with a sign and calls something
 * (`-1+cmd|…`, `@SUM(…)`). The wide signs are those of Japanese keyboards.
 *
 * csv-stringify's `escape_formulas` would also mark codes such as `-10OFF`, `+10OFF` and `@VIP`, and a
 * merchant who copies one out of the file would send customers a code that fails at checkout. It also
 * misses formulas behind a space or a line feed, which spreadsheets trim (decision 0042).
 */
const runnable = /^\s*(?:[=＝]|[+\-@＋－＠][\s\S]*[(|!])/;

/** A text that a spreadsheet shows instead of running it: an apostrophe in front makes it a text. */
export function escapeFormula(text: string): string {
  return runnable.test(text) ? `'${text}` : text;
}
