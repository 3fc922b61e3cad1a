import type { DriftCheck } from "../../supply/drift/drift";
import { count, number } from "../format";

/** What a check found of pools that the app doesn't upload; null when it looked none of their codes up. */
export function unlinkedLine(
  { lookedUp, notInStore }: Pick<DriftCheck, "lookedUp" | "notInStore">,
  platform: string,
): string | null {
  if (lookedUp === 0 && notInStore === 0) return null;
  const looked = `${count(lookedUp, "code")} of pools without a discount looked up`;
  return notInStore === 0
    ? `${looked}: all of them work in ${platform}.`
    : `${looked}: ${number(notInStore)} ${notInStore === 1 ? "doesn’t" : "don’t"} work in ${platform}. The list of pools shows which pools they’re in.`;
}
