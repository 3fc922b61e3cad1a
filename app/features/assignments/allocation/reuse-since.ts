import { endOfDayAfter } from "../../../core/dates";
import type { Pool } from "../../pools/pool";

/**
 * Recipients of the pool keep a code that was assigned at the returned time or later. Days count to
 * their end: with 30 days, a code of the 1st is kept until the end of the 31st.
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
