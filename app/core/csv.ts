import { stringify } from "csv-stringify/sync";

/** A cell of a downloaded table; null: empty. */
export type Cell = string | number | LocalMoment | null;

/** Local time in a time zone, `2026-11-21 13:05:00`. Spreadsheets read it as a date. */
interface LocalMoment {
  local: string;
}

/**
 * The reader of a file. A person opens it in a spreadsheet, which must not run formulas in it. A
 * program needs every cell unchanged: an extra character in a code makes it fail at checkout.
 */
export type Reader = "person" | "program";

/** Without it, spreadsheets assume a local 8-bit encoding. */
export const byteOrderMark = "\uFEFF";

/** Rows of a CSV file, with commas and CRLF. */
export function csvRows(rows: readonly (readonly Cell[])[], reader: Reader): string {
  const guard = reader === "person" ? escapeFormula : (text: string) => text;
  const cells = rows.map((row) =>
    row.map((cell) => {
      if (typeof cell === "string") return guard(cell);
      return typeof cell === "object" && cell ? cell.local : cell;
    }),
  );
  // csv-stringify quotes cells with the record delimiter CRLF, but not with CR or LF alone.
  return stringify(cells, { record_delimiter: "windows", quoted_match: /[\r\n]/ });
}

/**
 * What a spreadsheet may run: a formula, or text that starts with a sign and contains a call
 * (`-1+cmd|…`, `@SUM(…)`). Includes the full-width signs of Japanese keyboards.
 * csv-stringify's `escape_formulas` would also mark codes such as `-10OFF`, `+10OFF` and `@VIP`,
 * and customers would get codes that fail at checkout. It also misses formulas behind a space or
 * line feed, which spreadsheets trim (decision 0042).
 */
const runnable = /^\s*(?:[=＝]|[+\-@＋－＠][\s\S]*[(|!])/;

/** Prefixes an apostrophe, which makes spreadsheets treat the cell as text. */
export function escapeFormula(text: string): string {
  return runnable.test(text) ? `'${text}` : text;
}
