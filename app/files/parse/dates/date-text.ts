import { DateTime } from "luxon";
import { endOfDay } from "../../../core/dates";
import { monthOf } from "./month-names";

export interface DateRules {
  /** IANA name of the zone in which whole days end. */
  timeZone: string;
  /** Whether `03/04/2026` is April 3. Otherwise it is March 4. */
  dayFirst: boolean;
}

/** What other systems write for a code that never expires. */
const noEnd =
  /^(never|none|no|n\/?a|null|nil|-+|–|—|0|unlimited|no (end|expiration|expiry|limit)( date)?|does(n[’']t| not) expire|never expires?|0{4}-0{2}-0{2}([T ]0{2}:0{2}(:0{2})?)?|nie|jamais|nunca|mai|nooit|nigdy|unbegrenzt|unbefristet)$/i;

// A time of day and its zone, at the end of the text.
const timeOfDay =
  /[T ,]\s*(?:(?:at|um|à|a las|alle|om)\s+)?(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*(?:([ap])\.?m\.?|uhr|h)?$/i;
const hourOfDay = /[T ,]\s*(?:at\s+)?(\d{1,2})\s*([ap])\.?m\.?$/i;
const offset = /\s*(?:(?:UTC|GMT)?\s*([+-])(\d{2}):?(\d{2})|([A-Z]{1,4}))$/i;
/** Zone abbreviations in American and European exports, in minutes from UTC. */
const zones: Record<string, number> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  CET: 60,
  CEST: 120,
  BST: 60,
};

const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const compact = /^(20\d{2})(\d{2})(\d{2})$/;
const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})$/;
const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})$/;
const dayAndName =
  /^(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[ -]?(?:de |of )?([\p{L}\p{M}]{3,}\.?)[ ,-]*(?:de |of )?(\d{4}|\d{2})$/iu;
const nameAndDay = /^([\p{L}\p{M}]{3,}\.?)[ -]?(\d{1,2})(?:st|nd|rd|th)?[ ,-]+(\d{4}|\d{2})$/iu;
const firstWord = /^([\p{L}\p{M}]{2,12}\.?),?\s+(?=\d|[\p{L}\p{M}]{3,}\.?\s\d)/iu;
const japanese = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/;
/** Unix time in seconds or milliseconds, from September 2001 on (10 or 13 digits). */
const unix = /^(\d{10})(\d{3})?$/;

/**
 * Reads a date in the formats of American and European spreadsheets, stores and databases:
 * `2026-12-31`, `20261231`, `31.12.2026`, `12/31/26` (or `31/12/26`, see `dayFirst`),
 * `Dec 31, 2026`, `31-Dec-26`, each with or without a time (`18:00`, `6:00 PM`) and a zone
 * (`-0600`, `UTC`). Without a zone, the store's zone applies. A date without a time, or with
 * midnight and no zone, lasts until 23:59:59. Returns null if the text says that there is no end,
 * and undefined if it isn't a date.
 */
export function readDate(text: string, rules: DateRules): Date | null | undefined {
  const plain = text.normalize("NFKC").replace(/\s+/g, " ").trim();
  if (noEnd.test(plain)) return null;
  const [, seconds] = unix.exec(plain) ?? [];
  if (seconds) return new Date(Number(seconds) * 1000);
  const day = calendarDay(plain, rules.dayFirst);
  if (day) return endOfDay(day, rules.timeZone);
  return readMoment(plain, rules);
}

/** The order of a date with slashes if it is valid in only one order, otherwise undefined. */
export function orderOfDate(text: string): "day_first" | "month_first" | undefined {
  const day = slashedPart(text);
  const byDay = day !== undefined && calendarDay(day, true) !== undefined;
  const byMonth = day !== undefined && calendarDay(day, false) !== undefined;
  if (byDay === byMonth) return undefined;
  return byDay ? "day_first" : "month_first";
}

/** Whether a text is a valid date in both orders, and a different date in each. */
export function isAmbiguousDate(text: string): boolean {
  const day = slashedPart(text);
  if (day === undefined) return false;
  const byDay = calendarDay(day, true);
  const byMonth = calendarDay(day, false);
  return byDay !== undefined && byMonth !== undefined && byDay !== byMonth;
}

function slashedPart(text: string): string | undefined {
  const [first = ""] = text
    .normalize("NFKC")
    .trim()
    .split(/[\s,T]/);
  return slashed.test(first) ? first : undefined;
}

function readMoment(text: string, { dayFirst, timeZone }: DateRules): Date | undefined {
  const zone = readZone(text);
  const local = zone ? text.slice(0, zone.at).trim() : text;
  const time = readTime(local);
  if (!time) return undefined;
  const day = calendarDay(local.slice(0, time.at).replace(/,$/, "").trim(), dayFirst);
  if (!day) return undefined;
  const { hour, minute, second } = time;
  if (!zone && hour === 0 && minute === 0 && second === 0) return endOfDay(day, timeZone);
  const at = DateTime.fromISO(day, { zone: zone ? "utc" : timeZone })
    .set({ hour, minute, second })
    .minus({ minutes: zone?.minutes ?? 0 });
  return at.isValid ? at.toJSDate() : undefined;
}

function readZone(text: string): { at: number; minutes: number } | undefined {
  const match = offset.exec(text);
  if (!match) return undefined;
  const [, sign, hours, minutes, name] = match;
  // `-2027` in a date isn't an offset: an offset follows a time.
  if (!readTime(text.slice(0, match.index).trim())) return undefined;
  if (name) {
    const known = zones[name.toUpperCase()];
    return known === undefined ? undefined : { at: match.index, minutes: known };
  }
  const total = Number(hours) * 60 + Number(minutes);
  return { at: match.index, minutes: sign === "-" ? -total : total };
}

interface TimeOfDay {
  /** Where it starts in the text. */
  at: number;
  hour: number;
  minute: number;
  second: number;
}

function readTime(text: string): TimeOfDay | undefined {
  const match = timeOfDay.exec(text) ?? undefined;
  const full = match && {
    at: match.index,
    hour: Number(match[1]),
    minute: Number(match[2]),
    second: Number(match[3] ?? 0),
    half: match[4],
  };
  const short = hourOfDay.exec(text);
  const read =
    full ??
    (short && { at: short.index, hour: Number(short[1]), minute: 0, second: 0, half: short[2] });
  if (!read) return undefined;
  const { at, minute, second, half } = read;
  if (half && (read.hour < 1 || read.hour > 12)) return undefined;
  const hour = half ? (read.hour % 12) + (/p/i.test(half) ? 12 : 0) : read.hour;
  return hour < 24 && minute < 60 && second < 60 ? { at, hour, minute, second } : undefined;
}

/** The day (`YYYY-MM-DD`) of a text without a time. Undefined if it isn't a valid date. */
function calendarDay(text: string, dayFirst: boolean): string | undefined {
  const plain = withoutWeekday(text);
  const [, isoYear, isoMonth, isoDay] =
    yearFirst.exec(plain) ?? compact.exec(plain) ?? japanese.exec(plain) ?? [];
  if (isoYear) return isoDate(isoYear, isoMonth, isoDay);
  const [, dottedDay, dottedMonth, dottedYear] = dotted.exec(plain) ?? [];
  if (dottedYear) return isoDate(dottedYear, dottedMonth, dottedDay);
  const [, first, second, year] = slashed.exec(plain) ?? [];
  if (year) return dayFirst ? isoDate(year, second, first) : isoDate(year, first, second);
  const named = dayAndName.exec(plain);
  if (named) return isoDate(named[3], String(monthOf(named[2] ?? "") ?? ""), named[1]);
  const american = nameAndDay.exec(plain);
  return american
    ? isoDate(american[3], String(monthOf(american[1] ?? "") ?? ""), american[2])
    : undefined;
}

/** Two-digit years belong to this century, because no code expires in the last one. */
function isoDate(year = "", month = "", day = ""): string | undefined {
  const iso = `${year.padStart(4, "20")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return DateTime.fromISO(iso).isValid ? iso : undefined;
}

/** `Thu, 31 Dec 2026` without its weekday. */
function withoutWeekday(text: string): string {
  const [whole, word] = firstWord.exec(text) ?? [];
  return whole !== undefined && word !== undefined && monthOf(word) === undefined
    ? text.slice(whole.length)
    : text;
}

/**
 * Converts a spreadsheet's serial number to `2027-12-31` or `2027-12-31T18:00:00`. Returns
 * undefined if it isn't a valid date. A time within half a second of midnight is rounding noise
 * from date arithmetic and counts as the whole day, while 23:59:59 stays a time. `from1904` says
 * that the workbook counts days from 1904, as Excel for Mac once did.
 */
export function serialText(days: number, from1904: boolean): string | undefined {
  const seconds = Math.round(days * 86_400);
  const noise = Math.abs(days - Math.round(days)) * 86_400 < 0.5;
  const at = DateTime.fromISO(from1904 ? "1904-01-01" : "1899-12-30", { zone: "utc" }).plus({
    seconds: noise ? Math.round(seconds / 86_400) * 86_400 : seconds,
  });
  if (!at.isValid || at.year < 1900 || at.year > 9999) return undefined;
  return noise ? at.toFormat("yyyy-MM-dd") : at.toFormat("yyyy-MM-dd'T'HH:mm:ss");
}
