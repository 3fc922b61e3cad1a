import { isSlashedDate, orderOfDate } from "../reading/date-text";
import type { FileRow, Reading } from "../reading/reading";

/** What a merchant should look at before the import starts. */
export type ReadingWarning =
  | "no_header"
  | "old_encoding"
  | "zeros_may_be_lost"
  | "days_are_ambiguous"
  | "columns_are_left_out"
  | "recipients_get_codes";

/** What is worth a look in the way a file is read, from a sample of its rows (without the header). */
export function readingWarnings(reading: Reading, sample: readonly FileRow[]): ReadingWarning[] {
  const { columns } = reading;
  const column = (place: number) => sample.map(({ cells }) => (cells[place] ?? "").trim());
  const dates = columns.flatMap((meaning, place) =>
    meaning === "assign_by" || meaning === "use_by" ? column(place).filter(isSlashedDate) : [],
  );
  const found: [ReadingWarning, boolean][] = [
    ["no_header", !reading.header],
    ["old_encoding", reading.format === "text" && reading.encoding === "windows-1252"],
    ["zeros_may_be_lost", mayHaveLostZeros(column(columns.indexOf("code")))],
    ["days_are_ambiguous", dates.length > 0 && !dates.some(orderOfDate)],
    ["columns_are_left_out", columns.includes("ignore") && columns.length > 1],
    ["recipients_get_codes", columns.includes("email")],
  ];
  return found.filter(([, holds]) => holds).map(([warning]) => warning);
}

/** Numbers of one length are what somebody made; of several lengths, a spreadsheet may have cut zeros off. */
function mayHaveLostZeros(codes: readonly string[]): boolean {
  const filled = codes.filter((code) => code !== "");
  if (filled.length < 2 || !filled.every((code) => /^[1-9]\d*$/.test(code))) return false;
  return new Set(filled.map((code) => code.length)).size > 1;
}
