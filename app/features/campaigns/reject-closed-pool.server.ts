import type { PoolInactive, PoolNotFound } from "../../core/failures";
import type { ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import type { Sql } from "../../database/database.server";
import { findPool } from "../pools/find-pool.server";
import { readPoolChain } from "./read-pool-chain.server";

/** Resolves the name of a pool; fails if it doesn't exist or doesn't assign codes. */
export async function rejectClosedPool(
  tx: Sql,
  shop: Pick<ShopContext, "id">,
  poolId: number,
  now: Date,
): Promise<Result<{ poolName: string }, PoolNotFound | PoolInactive>> {
  const found = await findPool({ database: tx }, shop, poolId);
  if (!found.ok) return found;
  const { name: poolName } = found.value;
  const [pool] = await readPoolChain({ database: tx }, shop, poolId, now);
  if (pool?.open) return success({ poolName });
  return failure({
    kind: "pool_inactive",
    poolName,
    ...(pool?.discountEnded && { discountEnded: true as const }),
  });
}
