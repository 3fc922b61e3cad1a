import { DateTime } from "luxon";
import { dayOf } from "../../core/dates";

/** A stretch of days of the shop's calendar, both ends included: `YYYY-MM-DD`. */
export interface Period {
  from: string;
  to: string;
}

/** Periods that are offered, in days up to today. */
export const periodDays = [7, 30, 90] as const;

/** A longer period is cut to its last days. */
const mostDays = 366;

/** What somebody asked for; texts of an address, none of them trusted. */
export interface AskedPeriod {
  days?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * The period that was asked for: the days `from` to `to`, or the last `days`; without either the last
 * 30. Days that do not exist count as not given, ends in the wrong order are turned round.
 */
export function readPeriod(asked: AskedPeriod, now: Date, timeZone: string): Period {
  const today = dayOf(now, timeZone);
  const ends = [readDay(asked.from), readDay(asked.to)];
  if (ends[0] || ends[1]) {
    const [from, to] = [ends[0] ?? today, ends[1] ?? today].sort();
    if (from && to) return { from: laterOf(from, back(to, mostDays)), to };
  }
  const days = periodDays.find((some) => String(some) === asked.days) ?? 30;
  return { from: back(today, days), to: today };
}

/** Every day of the period, the first first. */
export function daysOf({ from, to }: Period): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = move(day, 1)) days.push(day);
  return days;
}

/** How many days the period up to today is that is offered; null for another one. */
export function offeredDays(period: Period, now: Date, timeZone: string): number | null {
  const today = dayOf(now, timeZone);
  if (period.to !== today) return null;
  return periodDays.find((days) => back(today, days) === period.from) ?? null;
}

/** The first of `days` days that end with `to`. */
function back(to: string, days: number): string {
  return move(to, 1 - days);
}

function move(day: string, days: number): string {
  return DateTime.fromISO(day, { zone: "utc" }).plus({ days }).toFormat("yyyy-MM-dd");
}

/** A day of this century or of those around it: databases and calendars disagree about year 0. */
function readDay(text: string | undefined): string | null {
  if (!text || !/^(19|2\d)\d{2}-\d{2}-\d{2}$/.test(text)) return null;
  return DateTime.fromISO(text, { zone: "utc" }).isValid ? text : null;
}

function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}
