import type { PoolType, Stock } from "../pools/pool";

/**
 * The pool doesn't accept the merchant's codes: it generates its own, or already has its shared
 * code.
 */
export type PoolTakesNone =
  | { kind: "shared_pool_taken"; message: string }
  | { kind: "pool_makes_codes"; message: string };

/**
 * Rejects codes for a dynamic pool, and more than one for a shared pool. Void and expired codes don't
 * count.
 */
export function rejectUploadedCodes(
  pool: { type: PoolType } & Pick<Stock, "available" | "assigned" | "redeemed">,
  comingIn: number,
): PoolTakesNone | undefined {
  if (pool.type === "dynamic") {
    const message = "This pool generates its own codes. Add these to a pool with imported codes.";
    return { kind: "pool_makes_codes", message };
  }
  if (pool.type !== "shared") return undefined;
  const here = pool.available + pool.assigned + pool.redeemed;
  if (here + comingIn <= 1) return undefined;
  const message =
    here > 0
      ? "This pool has one code for everyone, and it’s already there. Void that code first."
      : "This pool has one code for everyone. Add a single code, or create a static pool for many.";
  return { kind: "shared_pool_taken", message };
}
