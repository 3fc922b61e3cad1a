import type { PoolType, Stock } from "../pools/pool";

/** The pool does not take the codes that somebody brings: it shares one, or makes its own. */
export type PoolTakesNone =
  | { kind: "shared_pool_taken"; message: string }
  | { kind: "pool_makes_codes"; message: string };

/**
 * Refuses codes where a pool makes its own, and more than one where it shares one with everybody,
 * counted without those that are void or expired.
 */
export function rejectUploadedCodes(
  pool: { type: PoolType } & Pick<Stock, "available" | "assigned" | "redeemed">,
  comingIn: number,
): PoolTakesNone | undefined {
  if (pool.type === "dynamic") {
    const message = "This pool makes its own codes. Bring codes into a static pool.";
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
