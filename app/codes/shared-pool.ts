import type { PoolType, Stock } from "../pools/pool";

/** A shared pool holds one code for everybody. */
export type SharedPoolTaken = { kind: "shared_pool_taken"; message: string };

/** Refuses more codes than a shared pool holds: one, counted without those that are void or expired. */
export function refuseIfSharedIsTaken(
  pool: { type: PoolType } & Pick<Stock, "available" | "assigned" | "redeemed">,
  comingIn: number,
): SharedPoolTaken | undefined {
  if (pool.type !== "shared") return undefined;
  const here = pool.available + pool.assigned + pool.redeemed;
  if (here + comingIn <= 1) return undefined;
  const message =
    here > 0
      ? "This pool shares one code with everybody, and has it already. Void that code first."
      : "This pool shares one code with everybody. Bring one code, or make a static pool for many.";
  return { kind: "shared_pool_taken", message };
}
