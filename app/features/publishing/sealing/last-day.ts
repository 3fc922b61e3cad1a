import { lastDateOf } from "../../codes/code-dates";
import { dayNumber } from "./seal";

/** The last day that three characters of a seal can name: in 2085. */
const maxLastDay = 21_951;

/**
 * Number of the last day (`dayNumber`) on which a code that expires then can be used, in the shop's time
 * zone; 0: it never expires, or later than a seal can say.
 */
export function lastDayOf(expiresAt: Date | null, timeZone: string): number {
  const day = expiresAt === null ? 0 : dayNumber(lastDateOf(expiresAt, timeZone));
  return day > maxLastDay ? 0 : day;
}
