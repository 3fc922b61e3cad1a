import { DateTime } from "luxon";
import { dayOf } from "../../core/dates";

/** Days in the store's time zone, inclusive: `YYYY-MM-DD`. */
export interface Period {
  from: string;
  to: string;
}

/** Preset periods, in days up to today. */
export const periodDays = [7, 30, 90] as const;

/** Longer periods are cut to their last days. */
const maxDays = 366;

/** Period from a URL, unvalidated. */
export interface PeriodParams {
  days?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * Parses a period: the days `from` to `to`, or the last `days`; defaults to the last 30 days.
 * Invalid dates are ignored, and reversed ends are swapped.
 */
export function readPeriod(params: PeriodParams, now: Date, timeZone: string): Period {
  const today = dayOf(now, timeZone);
  const ends = [readDay(params.from), readDay(params.to)];
  if (ends[0] || ends[1]) {
    const [from, to] = [ends[0] ?? today, ends[1] ?? today].sort();
    if (from && to) return { from: laterOf(from, back(to, maxDays)), to };
  }
  const days = periodDays.find((some) => String(some) === params.days) ?? 30;
  return { from: back(today, days), to: today };
}

/** Every day of the period, in order. */
export function daysOf({ from, to }: Period): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = move(day, 1)) days.push(day);
  return days;
}

/** The preset that matches the period, in days; null if none does. */
export function offeredDays(period: Period, now: Date, timeZone: string): number | null {
  const today = dayOf(now, timeZone);
  if (period.to !== today) return null;
  return periodDays.find((days) => back(today, days) === period.from) ?? null;
}

/** First day of a period of `days` days that ends on `to`. */
function back(to: string, days: number): string {
  return move(to, 1 - days);
}

function move(day: string, days: number): string {
  return DateTime.fromISO(day, { zone: "utc" }).plus({ days }).toFormat("yyyy-MM-dd");
}

/** Parses a day from 1900 to 2999, where databases and calendars agree. */
function readDay(text: string | undefined): string | null {
  if (!text || !/^(19|2\d)\d{2}-\d{2}-\d{2}$/.test(text)) return null;
  return DateTime.fromISO(text, { zone: "utc" }).isValid ? text : null;
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}
