import type { GuardRow } from "../guard-row.server";

/** How long the discount counts as unchanged, if no webhook says otherwise: one may be lost. */
export const checkMinutes = 15;

/**
 * Whether nothing has to be done on the platform: the discount was read a short while ago, and has the
 * texts with this hash, or waits for the merchant.
 */
export function isSettled(row: GuardRow, hash: string, now: Date): boolean {
  const { status, trouble, checkedAt, noticedAt, configHash } = row;
  if (trouble !== null || checkedAt === null) return false;
  if (noticedAt !== null && noticedAt >= checkedAt) return false;
  if (now.getTime() - checkedAt.getTime() >= checkMinutes * 60_000) return false;
  if (status === "missing") return true;
  return (status === "on" || status === "deactivated") && configHash === hash;
}
