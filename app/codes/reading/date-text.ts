import { DateTime } from "luxon";
import { endOfDay } from "../../core/dates";

export interface DateRules {
  /** IANA name: where whole days end. */
  timeZone: string;
  /** Whether `03/04/2026` is the 3rd of April; otherwise it is March 4. */
  dayFirst: boolean;
  /** Whether a bare number counts days as spreadsheets do; false in text files. */
  serials: boolean;
}

const isoDay = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/;
const isoMoment = /^\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}/;
const dottedDay = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const slashedDay = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/;
const serial = /^\d{5}(\.\d+)?$/;

/**
 * Reads a date: `2026-12-31`, `2026/12/31`, `31.12.2026`, `12/31/2026` (or `31/12/2026`, see
 * `dayFirst`), or a moment such as `2026-12-31T18:00:00Z` or `2026-12-31 18:00`, in the shop's zone
 * where it names none. A whole day lasts until 23:59:59. Undefined for anything else.
 */
export function readDate(text: string, rules: DateRules): Date | undefined {
  const { timeZone } = rules;
  if (isoMoment.test(text)) {
    return instant(DateTime.fromISO(text.replace(" ", "T"), { zone: timeZone }));
  }
  const day = wholeDay(text, rules);
  if (day) return endOfDay(day, timeZone);
  return rules.serials && serial.test(text) ? fromSerial(Number(text), timeZone) : undefined;
}

/** Whether a day written with slashes can be read in one order only: the order, or undefined. */
export function orderOfDate(text: string): "day_first" | "month_first" | undefined {
  const match = slashedDay.exec(text.trim());
  if (!match) return undefined;
  if (Number(match[1]) > 12) return "day_first";
  return Number(match[2]) > 12 ? "month_first" : undefined;
}

/** Whether a day is written with slashes, so that its order matters. */
export function isSlashedDate(text: string): boolean {
  return slashedDay.test(text.trim());
}

function wholeDay(text: string, { dayFirst }: DateRules): string | undefined {
  const [, isoYear, isoMonth, isoDayOfMonth] = isoDay.exec(text) ?? [];
  if (isoYear) return calendarDay(isoYear, isoMonth, isoDayOfMonth);
  const [, dottedDayOfMonth, dottedMonth, dottedYear] = dottedDay.exec(text) ?? [];
  if (dottedYear) return calendarDay(dottedYear, dottedMonth, dottedDayOfMonth);
  const [, first, second, year] = slashedDay.exec(text) ?? [];
  if (!year) return undefined;
  return dayFirst ? calendarDay(year, second, first) : calendarDay(year, first, second);
}

function calendarDay(year: string, month = "", day = ""): string | undefined {
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return DateTime.fromISO(iso).isValid ? iso : undefined;
}

/** Spreadsheets count days from the end of 1899; a fraction is the time of day. */
function fromSerial(days: number, timeZone: string): Date | undefined {
  const wholeDays = Math.floor(days);
  const start = DateTime.fromISO("1899-12-30").plus({ days: wholeDays }).toISODate();
  if (!start) return undefined;
  if (wholeDays === days) return endOfDay(start, timeZone);
  const seconds = Math.round((days - wholeDays) * 86_400);
  return instant(
    DateTime.fromISO(start, { zone: timeZone }).set({
      hour: Math.floor(seconds / 3600),
      minute: Math.floor((seconds % 3600) / 60),
      second: seconds % 60,
    }),
  );
}

function instant(at: DateTime): Date | undefined {
  return at.isValid ? at.toJSDate() : undefined;
}
