import { failure, type Result, success } from "../../core/result";
import { type NormalisedRecipient, normaliseRecipient } from "../../recipients/recipient";
import {
  availableUntil,
  type CodeDates,
  type DefaultDates,
  isPast,
  mostDays,
  usableUntil,
  withDefaults,
} from "../code-dates";
import { codeKey, readCode } from "../code-text";
import type { Meaning } from "./columns";
import { readDate } from "./date-text";

/** What a row of a file says about one code. */
export interface NewCode extends CodeDates {
  code: string;
  key: string;
  message: string | null;
  /** When the code leaves its first state by itself; null: never. */
  expiresAt: Date | null;
  /** Set when the code comes in assigned. */
  recipient: NormalisedRecipient | null;
}

export interface RowRules {
  columns: readonly Meaning[];
  dayFirst: boolean;
  /** Whether the file is a spreadsheet, whose dates may be numbers. */
  spreadsheet: boolean;
  timeZone: string;
  now: Date;
  /** The pool's own dates, for codes without. */
  defaults: DefaultDates;
  /** Whether the pool's code is for everybody. */
  shared: boolean;
}

/** Why a row is no code: a sentence for the merchant. */
export type RowProblem = { kind: "row_invalid"; message: string };

const longestMessage = 1000;

// `1.23E+10`, `1,23E+10`: what a spreadsheet shows of a long number.
const scientific = /^[+-]?\d([.,]\d+)?E\+\d{1,3}$/i;

/** Makes a reader of rows. Dates repeat from row to row: it remembers those it has read. */
export function rowReader(
  rules: RowRules,
): (cells: readonly string[]) => Result<NewCode, RowProblem> {
  const place = (meaning: Meaning) => rules.columns.indexOf(meaning);
  const places = {
    code: place("code"),
    message: place("message"),
    assignBy: place("assign_by"),
    useBy: place("use_by"),
    days: place("use_within_days"),
    email: place("email"),
  };
  const cell = (cells: readonly string[], at: number) => (at < 0 ? "" : (cells[at] ?? "").trim());
  const date = rememberDates(rules);

  return (cells) => {
    const text = cells[places.code] ?? "";
    if (scientific.test(text.trim())) return invalid(damaged(text.trim()));
    const code = readCode(text);
    if (!code.ok) return invalid(code.failure.message);
    const message = cell(cells, places.message);
    if (message.length > longestMessage) {
      return invalid(`The message has more than ${longestMessage} characters.`);
    }
    if (message.includes("\0")) return invalid("The message has a character that cannot be shown.");
    const assignBy = date(cell(cells, places.assignBy));
    if (assignBy === "unknown") return invalid(unknownDate(cell(cells, places.assignBy)));
    const useBy = date(cell(cells, places.useBy));
    if (useBy === "unknown") return invalid(unknownDate(cell(cells, places.useBy)));
    const useWithinDays = readDays(cell(cells, places.days));
    if (useWithinDays === "unknown") {
      return invalid(`“Use within days” is a number from 1 to ${mostDays}.`);
    }
    const dates = withDefaults({ assignBy, useBy, useWithinDays }, rules.defaults);
    if (isPast(dates, rules.now)) return invalid("The code has already expired.");
    const recipient = readRecipient(cell(cells, places.email), rules);
    if (!recipient.ok) return recipient;
    return success({
      code: code.value,
      key: codeKey(code.value),
      message: message || null,
      ...dates,
      expiresAt: recipient.value
        ? usableUntil(dates, rules.now, rules.timeZone)
        : availableUntil(dates),
      recipient: recipient.value,
    });
  };
}

/** The sentence for a code that a spreadsheet has turned into a number. */
function damaged(text: string): string {
  return `A spreadsheet has turned this code into the number ${text}. Format the column as text there and enter the codes again.`;
}

function readRecipient(
  text: string,
  { shared }: RowRules,
): Result<NormalisedRecipient | null, RowProblem> {
  if (text === "") return success(null);
  if (shared) return invalid("A shared code belongs to everybody: leave the e-mail address out.");
  // The report does not repeat the address: reports are downloaded and passed on.
  const recipient = normaliseRecipient(text);
  return recipient.ok ? recipient : invalid("The e-mail address is not valid.");
}

function readDays(text: string): number | null | "unknown" {
  if (text === "") return null;
  const days = /^\d{1,4}(\.0+)?$/.test(text) ? Number(text) : Number.NaN;
  return days >= 1 && days <= mostDays ? days : "unknown";
}

function rememberDates(rules: RowRules): (text: string) => Date | null | "unknown" {
  const known = new Map<string, Date | "unknown">();
  const dateRules = {
    timeZone: rules.timeZone,
    dayFirst: rules.dayFirst,
    serials: rules.spreadsheet,
  };
  return (text) => {
    if (text === "") return null;
    const seen = known.get(text);
    if (seen) return seen;
    const read = readDate(text, dateRules) ?? "unknown";
    // Moments to the second would fill the memory.
    if (known.size < 1000) known.set(text, read);
    return read;
  };
}

function unknownDate(text: string): string {
  return `“${text.slice(0, 40)}” is not a date that we know. Write it like 2026-12-31.`;
}

function invalid(message: string) {
  return failure({ kind: "row_invalid", message });
}
