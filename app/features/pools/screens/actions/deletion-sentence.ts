import { count } from "../../../../core/format";
import type { PoolType } from "../../pool";

/**
 * What deleting a pool does to its codes. Only codes that the app added to the store stop working.
 */
export function deletionSentence(
  pool: { type: PoolType; linked: boolean; available: number; assigned: number },
  platform: string,
): string {
  const { type, linked, available, assigned } = pool;
  if (available + assigned === 0) return "This pool has no usable codes.";
  if (type === "shared") {
    return linked
      ? `Its code is removed from ${platform} and stops working at checkout, for everyone.`
      : `Its code is removed from this app. If it works in ${platform}, it keeps working, because the app didn’t add it.`;
  }
  const parts = [
    available > 0 && `${count(available, "available code")} will be deleted`,
    assigned > 0 && `${count(assigned, "assigned code")} can no longer be managed here`,
  ].filter(Boolean);
  return linked
    ? `${parts.join(", and ")}. The app removes all of them from ${platform}, so they stop working at checkout, even for customers who have one.`
    : `${parts.join(", and ")}. Codes that work in ${platform} keep working, because the app didn’t add them.`;
}
