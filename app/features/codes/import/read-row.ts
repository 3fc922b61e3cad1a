import { failure, type Result, success } from "../../../core/result";
import { notACodeReason, unusualReason } from "../../../files/parse/columns/code-shape";
import { damagedCode } from "../../../files/parse/columns/damaged-code";
import { headingKey, type Meaning } from "../../../files/parse/columns/headings";
import { type CodeUse, readStatus, readUses } from "../../../files/parse/columns/state-text";
import { readDate } from "../../../files/parse/dates/date-text";
import { type FileRow, maxColumns, type ParseOptions } from "../../../files/parse/parse-options";
import { listedAddress } from "../../recipients/listed-address";
import { type NormalisedRecipient, normaliseRecipient } from "../../recipients/recipient";
import {
  availableUntil,
  type CodeDates,
  type DefaultDates,
  isPast,
  maxDays,
  usableUntil,
  withDefaults,
} from "../code-dates";
import { codeKey, readCode, trimCode } from "../code-text";

/** A code as parsed from a row of a file. */
export interface NewCode extends CodeDates {
  code: string;
  key: string;
  message: string | null;
  /** When the code expires in its first state; null: never. */
  expiresAt: Date | null;
  /** Set if the code is imported as assigned. */
  recipient: NormalisedRecipient | null;
}

export interface RowRules {
  reading: Pick<
    ParseOptions,
    "format" | "columns" | "names" | "dayFirst" | "profile" | "withOdd" | "withoutBadDates"
  >;
  timeZone: string;
  now: Date;
  /** The pool's default dates. */
  defaults: DefaultDates;
  /** Whether it's a shared pool. */
  shared: boolean;
}

/** Why a row is rejected, as a sentence for the merchant. */
export type RowProblem = {
  kind: "row_invalid";
  message: string;
  /** Which choice of the preview would accept the row. */
  about?: "odd" | "date" | "use";
};

const maxMessageLength = 1000;
/** Cells repeat from row to row, but timestamps with seconds would fill the memory. */
const maxCached = 1000;
/** Fast path: text with capitals and digits, as most codes are, passes every check below. */
const certain = /^(?=[A-Z_-]*\d)(?=[\d_-]*[A-Z])[A-Z\d_-]+$/;

/** Creates a parser of rows. It caches dates, which repeat from row to row. */
export function rowReader(rules: RowRules): (row: FileRow) => Result<NewCode, RowProblem> {
  const { columns, withoutBadDates } = rules.reading;
  const place = (meaning: Meaning) => columns.indexOf(meaning);
  const places = {
    code: place("code"),
    message: place("message"),
    assignBy: place("assign_by"),
    useBy: place("use_by"),
    days: place("use_within_days"),
    email: place("email"),
    status: place("status"),
    uses: place("uses"),
  };
  const cell = (cells: readonly string[], at: number) => (at < 0 ? "" : (cells[at] ?? "").trim());
  const date = rememberDates(rules);
  const notACode = codeCheck(rules.reading, places.code);
  const statusOf = rememberStatuses();

  return ({ cells, numbers, broken }) => {
    if (broken) return invalid(broken);
    const text = codeText(cells[places.code] ?? "");
    const fault = notACode(text, cells, numbers);
    const isOdd = fault?.about === "odd";
    if (fault && !isOdd) return failure(fault);
    // Checked first: unlike odd codes, invalid ones can't be accepted at the preview.
    const code = readCode(text);
    if (!code.ok) return invalid(code.failure.message);
    if (isOdd) return failure(fault);
    const reason = whyUsed(
      statusOf,
      cell(cells, places.status),
      cell(cells, places.uses),
      cell(cells, places.email),
    );
    if (reason) return invalid(reason, "use");
    const message = cell(cells, places.message);
    if (message.length > maxMessageLength) {
      return invalid(`The message is too long. Use ${maxMessageLength} characters or fewer.`);
    }
    if (message.includes("\0"))
      return invalid("The message has a character that can’t be displayed.");
    const assignBy = date(cell(cells, places.assignBy));
    const useBy = date(cell(cells, places.useBy));
    if (!withoutBadDates && assignBy === "unknown") {
      return invalid(unknownDate(cell(cells, places.assignBy)), "date");
    }
    if (!withoutBadDates && useBy === "unknown") {
      return invalid(unknownDate(cell(cells, places.useBy)), "date");
    }
    const useWithinDays = readDays(cell(cells, places.days));
    if (useWithinDays === "unknown") {
      return invalid(`“Use within days” must be a number from 1 to ${maxDays}.`);
    }
    const own = { assignBy: known(assignBy), useBy: known(useBy), useWithinDays };
    const dates = withDefaults(own, rules.defaults);
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

/** Spreadsheets mark text with a leading apostrophe, which isn't part of the code. */
function codeText(cell: string): string {
  const text = cell.trimStart();
  return text.startsWith("'") ? text.slice(1) : cell;
}

/** Creates the check for text in the code column that doesn't look like a code. */
function codeCheck(
  { format, names, profile, withOdd }: RowRules["reading"],
  codeColumn: number,
): (
  text: string,
  cells: readonly string[],
  numbers: readonly number[] | undefined,
) => RowProblem | undefined {
  const name = names[codeColumn] ?? "";
  const keys = names.map(headingKey);
  const problem = (message: string, about?: "odd"): RowProblem => ({
    kind: "row_invalid",
    message,
    ...(about && { about }),
  });
  const maxCells =
    format === "text" && names.length > 0 && names.length < maxColumns && profile && !profile.wide
      ? names.length
      : Number.POSITIVE_INFINITY;
  return (text, cells, numbers) => {
    if (
      cells.length > maxCells &&
      !withOdd &&
      cells.slice(maxCells).some((cell) => cell.trim() !== "")
    ) {
      return problem(
        "This row has more cells than there are column names, so its cells may be shifted.",
        "odd",
      );
    }
    if (!numbers && text.length !== name.length && certain.test(text)) return undefined;
    const trimmed = trimCode(text);
    if (trimmed === "") return undefined;
    const isNumber = numbers?.includes(codeColumn) ?? false;
    if (trimmed.length === name.length && name !== "" && repeatsNames(cells)) {
      return problem("This row repeats the column names.");
    }
    const damaged = damagedCode(trimmed);
    if (damaged) return problem(damaged);
    const never = notACodeReason(trimmed);
    if (never) return problem(never);
    if (withOdd || !profile) return undefined;
    const odd = unusualReason(trimmed, profile, isNumber);
    return odd === undefined ? undefined : problem(odd, "odd");
  };

  function repeatsNames(cells: readonly string[]): boolean {
    return names.every((_, at) => headingKey(cells[at] ?? "") === keys[at]);
  }
}

function rememberStatuses(): (text: string) => CodeUse {
  const seen = new Map<string, CodeUse>();
  return (text) => {
    const use = seen.get(text) ?? readStatus(text);
    if (seen.size < maxCached) seen.set(text, use);
    return use;
  };
}

/** Why a code is used or inactive according to the file; undefined if it's free. */
function whyUsed(
  statusOf: (text: string) => CodeUse,
  status: string,
  uses: string,
  email: string,
): string | undefined {
  if (readUses(uses) === "used")
    return `According to the file, this code was used (“${uses.slice(0, 40)}”).`;
  const use = statusOf(status);
  // Assigned codes are fine if the file names their recipient.
  if (use === "free" || use === "unknown" || (use === "used" && email !== "")) return undefined;
  return `According to the file, this code is “${status.slice(0, 40)}”.`;
}

function readRecipient(
  text: string,
  { shared }: RowRules,
): Result<NormalisedRecipient | null, RowProblem> {
  if (text === "") return success(null);
  if (shared) return invalid("A shared code is for everyone. Remove the email address.");
  // The report omits the address, because people download and share reports.
  const recipient = normaliseRecipient(listedAddress(text));
  return recipient.ok ? recipient : invalid("The email address isn’t valid.");
}

function readDays(text: string): number | null | "unknown" {
  if (text === "") return null;
  const days = /^\d{1,4}(\.0+)?$/.test(text) ? Number(text) : Number.NaN;
  return days >= 1 && days <= maxDays ? days : "unknown";
}

type ReadDate = Date | null | "unknown";

function known(date: ReadDate): Date | null {
  return date === "unknown" ? null : date;
}

function rememberDates({ reading, timeZone }: RowRules): (text: string) => ReadDate {
  const seen = new Map<string, ReadDate>();
  const rules = { timeZone, dayFirst: reading.dayFirst };
  return (text) => {
    if (text === "") return null;
    const before = seen.get(text);
    if (before !== undefined) return before;
    const date = readDate(text, rules);
    const read = date === undefined ? "unknown" : date;
    if (seen.size < maxCached) seen.set(text, read);
    return read;
  };
}

function unknownDate(text: string): string {
  return `“${text.slice(0, 40)}” isn’t a date we recognize. Write it like 2026-12-31.`;
}

function invalid(message: string, about?: RowProblem["about"]) {
  return failure<RowProblem>({ kind: "row_invalid", message, ...(about && { about }) });
}
