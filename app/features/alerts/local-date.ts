import { IANAZone } from "luxon";
import { dayOf } from "../../core/dates";

/**
 * The calendar day (`YYYY-MM-DD`) in the shop. A zone that this machine does not know counts as UTC:
 * one shop's strange zone must not keep every other shop from its alerts.
 */
export function localDate(now: Date, timeZone: string): string {
  return dayOf(now, IANAZone.isValidZone(timeZone) ? timeZone : "UTC");
}
