import { hasLookAlike } from "../../../../files/parse/columns/code-shape";
import type { Meaning } from "../../../../files/parse/columns/headings";
import { readStatus } from "../../../../files/parse/columns/state-text";
import { ambiguousDates, certainDateOrder } from "../../../../files/parse/dates/date-order";
import type { FileRow, ParseOptions } from "../../../../files/parse/parse-options";
import type { RowProblem } from "../read-row";

/** What a merchant should know before an import starts, with figures from the first rows. */
export type ImportNote =
  | { kind: "old_encoding" }
  | { kind: "zeros_may_be_lost" }
  | { kind: "days_are_ambiguous"; count: number }
  | { kind: "days_disagree" }
  | { kind: "columns_left_out"; names: string[] }
  | { kind: "recipients_get_codes"; count: number }
  | { kind: "repeated_recipients"; count: number }
  | { kind: "hidden_rows"; count: number; read: boolean }
  | { kind: "other_sheets"; sheet: string; others: string[] }
  | { kind: "look_alikes"; count: number; example: string }
  | { kind: "odd_codes"; count: number }
  | { kind: "used_codes"; count: number }
  | { kind: "unreadable_dates"; count: number }
  | { kind: "unknown_status"; values: string[] }
  | { kind: "titles"; count: number }
  | { kind: "explanations"; count: number };

/** A row of the file, and why it would be rejected. */
export interface InspectedRow {
  row: FileRow;
  problem: RowProblem | null;
}

const maxNames = 5;

/** Notes about how a file is parsed, from its first rows. */
export function importNotes(reading: ParseOptions, looked: readonly InspectedRow[]): ImportNote[] {
  const { columns, sheet, sheets, hiddenRows, withHidden, above, below } = reading;
  const rows = looked.map(({ row }) => row);
  const column = (meaning: Meaning) => cellsOf(rows, columns, meaning);
  const codes = column("code");
  const dates = [...column("use_by"), ...column("assign_by")];
  const people = column("email").map((text) => text.toLowerCase());
  const statuses = new Set(column("status").filter((text) => readStatus(text) === "unknown"));
  const lookAlikes = codes.filter(hasLookAlike);
  const about = (kind: RowProblem["about"]) =>
    looked.filter(({ problem }) => problem?.about === kind).length;
  const others = sheets.filter((name) => name !== sheet);
  const order = certainDateOrder(dates);
  const named = namesLeftOut(reading);
  const notes: [boolean, ImportNote][] = [
    [others.length > 0, { kind: "other_sheets", sheet: sheet ?? "", others }],
    [hiddenRows > 0, { kind: "hidden_rows", count: hiddenRows, read: withHidden }],
    [above > 0, { kind: "titles", count: above }],
    [below > 0, { kind: "explanations", count: below }],
    [about("odd") > 0, { kind: "odd_codes", count: about("odd") }],
    [about("use") > 0, { kind: "used_codes", count: about("use") }],
    [statuses.size > 0, { kind: "unknown_status", values: [...statuses].slice(0, maxNames) }],
    [about("date") > 0, { kind: "unreadable_dates", count: about("date") }],
    [order?.mixed === true, { kind: "days_disagree" }],
    [
      !order && !reading.chosen.includes("dayFirst") && ambiguousDates(dates) > 0,
      { kind: "days_are_ambiguous", count: ambiguousDates(dates) },
    ],
    [mayHaveLostZeros(codes), { kind: "zeros_may_be_lost" }],
    [
      lookAlikes.length > 0,
      { kind: "look_alikes", count: lookAlikes.length, example: lookAlikes[0] ?? "" },
    ],
    [reading.format === "text" && reading.encoding === "windows-1252", { kind: "old_encoding" }],
    [people.length > 0, { kind: "recipients_get_codes", count: people.length }],
    [
      new Set(people).size < people.length,
      { kind: "repeated_recipients", count: people.length - new Set(people).size },
    ],
    [named.length > 0, { kind: "columns_left_out", names: named }],
  ];
  return notes.filter(([holds]) => holds).map(([, note]) => note);
}

function cellsOf(
  rows: readonly FileRow[],
  columns: readonly Meaning[],
  meaning: Meaning,
): string[] {
  const place = columns.indexOf(meaning);
  if (place < 0) return [];
  return rows.map(({ cells }) => (cells[place] ?? "").trim()).filter((cell) => cell !== "");
}

function namesLeftOut({ columns, names }: ParseOptions): string[] {
  return columns.flatMap((meaning, place) =>
    meaning === "ignore" ? [names[place] || `Column ${place + 1}`] : [],
  );
}

/**
 * Generated numbers have one length. With several, a spreadsheet may have removed leading zeros.
 */
function mayHaveLostZeros(codes: readonly string[]): boolean {
  if (codes.length < 2 || !codes.every((code) => /^[1-9]\d*$/.test(code))) return false;
  return new Set(codes.map((code) => code.length)).size > 1;
}
