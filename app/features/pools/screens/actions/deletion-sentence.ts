import { count, number } from "../../../../ui/format";
import type { PoolType } from "../../pool";

/** What deleting a pool does to its codes: only codes that the app put into the store stop working. */
export function deletionSentence(
  pool: { type: PoolType; linked: boolean; available: number; assigned: number },
  platform: string,
): string {
  const { type, linked, available, assigned } = pool;
  if (available + assigned === 0) return "This pool has no codes that can still be used.";
  if (type === "shared") {
    return linked
      ? `Its code is removed from ${platform} and stops working at checkout, for everyone.`
      : `Its code is removed from the app. If it works in ${platform}, it keeps working there: the app didn’t add it.`;
  }
  const parts = [
    available > 0 &&
      `${count(available, "available code")} ${available === 1 ? "is" : "are"} deleted`,
    assigned > 0 &&
      `${number(assigned)} assigned ${assigned === 1 ? "code" : "codes"} can no longer be managed here`,
  ].filter(Boolean);
  return linked
    ? `${parts.join(", and ")}. The app removes all of them from ${platform}, so they stop working at checkout, for recipients who have one, too.`
    : `${parts.join(", and ")}. Codes that work in ${platform} keep working there: the app didn’t add them.`;
}
