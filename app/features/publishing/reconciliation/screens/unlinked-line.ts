import { count, number } from "../../../../ui/format";
import type { Reconciliation } from "../difference";

/** What a check found of pools that the app doesn't upload; null when it looked none of their codes up. */
export function unlinkedLine(
  { lookedUp, notInStore }: Pick<Reconciliation, "lookedUp" | "notInStore">,
  platform: string,
): string | null {
  if (lookedUp === 0 && notInStore === 0) return null;
  const looked = `${count(lookedUp, "code")} of pools without a discount looked up`;
  if (notInStore === 0) return `${looked}: all of them work in ${platform}.`;
  // Codes that an earlier check looked up count as well, so these may be more than this check saw.
  const fail = `${number(notInStore)} ${notInStore === 1 ? "doesn’t" : "don’t"} work in ${platform}`;
  return `${looked}. Of all codes looked up so far, ${fail}. The list of pools shows which pools they’re in.`;
}
