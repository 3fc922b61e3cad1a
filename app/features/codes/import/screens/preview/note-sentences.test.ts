import { expect, test } from "vitest";
import type { ParseOptions } from "../../../../../files/parse/parse-options";
import { doubtSentence, noteSentence } from "./note-sentences";

const reading = { columns: ["ignore", "code"], names: ["Name", "Voucher"], sheet: "May" };

test.each([
  [
    "first_row",
    "“Voucher” is treated as the column name. If it’s a code, change “Column names” below.",
  ],
  ["column_guessed", "No column is named “Code”. The codes are taken from “Voucher”."],
  ["several_code_columns", "Several columns look like codes. Only column 2 is imported."],
  ["not_codes", "These don’t look like codes. Check the code column, or choose another file."],
  ["several_sheets", "Several sheets look like lists of codes. Only “May” is imported."],
] as const)("asks about a doubt: %s", (doubt, sentence) => {
  expect(doubtSentence(doubt, reading as unknown as ParseOptions)).toBe(sentence);
});

test("calls a column without a name by its place", () => {
  const nameless = { ...reading, names: ["", ""] } as unknown as ParseOptions;
  expect(doubtSentence("column_guessed", nameless)).toBe(
    "No column is named “Code”. The codes are taken from “Column 2”.",
  );
});

test.each([
  [{ kind: "old_encoding" }, "The file uses an older encoding. Check letters with accents."],
  [
    { kind: "zeros_may_be_lost" },
    "The codes are numbers of different lengths. Excel may have removed leading zeros.",
  ],
  [
    { kind: "days_are_ambiguous", count: 1 },
    "1 date can be read as month/day or day/month. Check the date format below.",
  ],
  [
    { kind: "days_disagree" },
    "Some dates are written month first, others day first. Check them in your spreadsheet.",
  ],
  [{ kind: "columns_left_out", names: ["Value", "Region"] }, "Not imported: “Value”, “Region”."],
  [
    { kind: "recipients_get_codes", count: 1_200 },
    "1,200 codes with a recipient will be assigned right away.",
  ],
  [
    { kind: "repeated_recipients", count: 1 },
    "1 code names a recipient who already has one in this file. Unless this pool always gives a new code, only the first is imported.",
  ],
  [
    { kind: "repeated_recipients", count: 2 },
    "2 codes name a recipient who already has one in this file. Unless this pool always gives a new code, only the first is imported.",
  ],
  [{ kind: "hidden_rows", count: 2, read: true }, "2 rows hidden in Excel will be imported too."],
  [{ kind: "hidden_rows", count: 1, read: false }, "1 row hidden in Excel isn’t imported."],
  [{ kind: "hidden_rows", count: 2, read: false }, "2 rows hidden in Excel aren’t imported."],
  [
    { kind: "other_sheets", sheet: "May", others: ["June"] },
    "Codes are read from the sheet “May”. Other sheets: “June”.",
  ],
  [
    { kind: "look_alikes", count: 1, example: "O0-1" },
    "1 code has characters that look like others, such as “O0-1”. Customers may not be able to type them.",
  ],
  [{ kind: "odd_codes", count: 1 }, "1 row doesn’t look like the other codes and will be skipped."],
  [{ kind: "odd_codes", count: 3 }, "3 rows don’t look like the other codes and will be skipped."],
  [{ kind: "used_codes", count: 1 }, "1 code is already used or inactive and will be skipped."],
  [{ kind: "used_codes", count: 4 }, "4 codes are already used or inactive and will be skipped."],
  [
    { kind: "unreadable_dates", count: 1 },
    "1 code will be skipped because of a date we don’t recognize.",
  ],
  [
    { kind: "unknown_status", values: ["Parked"] },
    "The status “Parked” isn’t recognized. These codes are imported as unused.",
  ],
  [
    { kind: "unknown_status", values: ["Parked", "Held"] },
    "The statuses “Parked”, “Held” aren’t recognized. These codes are imported as unused.",
  ],
  [
    { kind: "look_alikes", count: 1_000, example: "O0-1" },
    "1,000 codes have characters that look like others, such as “O0-1”. Customers may not be able to type them.",
  ],
  [{ kind: "titles", count: 1 }, "1 row above the list is treated as a title."],
  [{ kind: "titles", count: 2 }, "2 rows above the list are treated as a title."],
  [
    { kind: "explanations", count: 1 },
    "1 row below the column names explains the columns and isn’t imported.",
  ],
  [
    { kind: "explanations", count: 2 },
    "2 rows below the column names explain the columns and aren’t imported.",
  ],
] as const)("tells what is worth knowing: %j", (note, sentence) => {
  expect(noteSentence(note as Parameters<typeof noteSentence>[0])).toBe(sentence);
});

test("names eight columns at most", () => {
  const names = Array.from({ length: 10 }, (_, n) => `C${n}`);
  expect(noteSentence({ kind: "columns_left_out", names })).toMatch(/“C7” and 2 more\.$/);
});
