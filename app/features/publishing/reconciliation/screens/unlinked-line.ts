import { count, number } from "../../../../core/format";
import type { Reconciliation } from "../difference";

/** Summary of a check for pools that the app doesn't upload; null if no codes were looked up. */
export function unlinkedLine(
  { lookedUp, notInStore }: Pick<Reconciliation, "lookedUp" | "notInStore">,
  platform: string,
): string | null {
  if (lookedUp === 0 && notInStore === 0) return null;
  const looked = `${count(lookedUp, "code")} of pools without a discount looked up`;
  if (notInStore === 0) return `${looked}: all of them work in ${platform}.`;
  // Includes codes looked up by earlier checks, so this can exceed the number of this check.
  const fail = `${number(notInStore)} ${notInStore === 1 ? "doesn’t" : "don’t"} work in ${platform}`;
  return `${looked}. Of all codes looked up so far, ${fail}. The list of pools shows which pools they’re in.`;
}
