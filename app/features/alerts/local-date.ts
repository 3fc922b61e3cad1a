import { IANAZone } from "luxon";
import { dayOf } from "../../core/dates";

/**
 * The date (`YYYY-MM-DD`) in the shop's time zone. An unknown time zone counts as UTC, so one shop can't
 * stop the alerts of all others.
 */
export function localDate(now: Date, timeZone: string): string {
  return dayOf(now, IANAZone.isValidZone(timeZone) ? timeZone : "UTC");
}
