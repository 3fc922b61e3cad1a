import { endOfDayAfter } from "../../../core/dates";
import type { Pool } from "../../pools/pool";

/**
 * A code that a recipient of the pool got at this moment or later is given to them again. A day
 * counts to its end: with 30 days, a code of the 1st is given again until the 31st is over.
 */
export function reuseSince(
  { resendPolicy, resendDays }: Pick<Pool, "resendPolicy" | "resendDays">,
  now: Date,
  timeZone: string,
): Date | "never" {
  if (resendPolicy === "always_new") return "never";
  if (resendPolicy === "same_while_valid") return new Date(0);
  return endOfDayAfter(now, -(resendDays ?? 0) - 1, timeZone);
}
