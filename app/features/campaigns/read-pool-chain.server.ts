import type { PoolInactive, PoolNotFound } from "../../core/failures";
import type { ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import type { Sql } from "../../database/database.server";
import type { DefaultDates } from "../codes/code-dates";
import { findPool } from "../pools/find-pool.server";
import { poolDiscountEnded, poolOpenColumns, poolSealed } from "../pools/pool-is-open";
import { patternSchema } from "../publishing/generator/pattern";
import { capacityOf } from "../publishing/replenishment/capacity";
import type { ChainPool } from "./drafting/check-stock";

/** Longer chains of fallbacks are cut off. */
const maxPools = 20;

/** A pool and its fallbacks with their stock, in the order they are used. */
export async function readPoolChain(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
  poolId: number,
  now: Date,
): Promise<ChainPool[]> {
  const rows = await database.query<Row>(
    `WITH RECURSIVE chain AS (
       SELECT pool.id, pool.fallback_pool_id, ARRAY[pool.id] AS path FROM readable.pool
        WHERE pool.shop_id = $1 AND pool.id = $2
       UNION ALL
       SELECT pool.id, pool.fallback_pool_id, chain.path || pool.id
         FROM chain JOIN readable.pool ON pool.shop_id = $1 AND pool.id = chain.fallback_pool_id
        WHERE pool.id <> ALL (chain.path) AND cardinality(chain.path) < $3)
     SELECT pool.id, pool.name, pool.type, ${poolSealed} AS sealed, pool_stock.available, pool_stock.assigned,
            pool_stock.redeemed + pool_stock.expired AS spent, pool.pattern,
            pool.code_limit AS "codeLimit", pool.target_stock AS "bufferTarget",
            pool.default_assign_by AS "defaultAssignBy", pool.default_use_by AS "defaultUseBy",
            pool.default_use_within_days AS "defaultUseWithinDays",
            ${poolOpenColumns}, coalesce(pool_supply.uploading, 0) AS uploading
       FROM chain JOIN readable.pool ON pool.shop_id = $1 AND pool.id = chain.id
       JOIN readable.pool_stock ON pool_stock.shop_id = $1 AND pool_stock.pool_id = chain.id
       LEFT JOIN readable.pool_supply ON pool_supply.shop_id = $1 AND pool_supply.pool_id = chain.id
      ${poolDiscountEnded("$4")}
      ORDER BY cardinality(chain.path)`,
    [shop.id, poolId, maxPools, now],
  );
  return rows.map((row) => toChainPool(row, now));
}

type Row = Omit<ChainPool, "generation"> &
  DefaultDates & {
    assigned: number;
    spent: number;
    pattern: unknown;
    codeLimit: number | null;
    bufferTarget: number | null;
  };

function toChainPool(
  { assigned, spent, pattern: stored, codeLimit, bufferTarget, ...row }: Row,
  now: Date,
): ChainPool {
  const { id, name, type, sealed, available, open, discountEnded, uploading, ...defaults } = row;
  const pool = { id, name, type, sealed, available, open, discountEnded, uploading };
  if (type !== "dynamic") return { ...pool, generation: null };
  const pattern = patternSchema.parse(stored);
  const capacity = capacityOf({ pattern, defaults, available, assigned, spent, codeLimit }, now);
  return {
    ...pool,
    generation: { pattern, assigned, bufferTarget: sealed ? 0 : (bufferTarget ?? 0), ...capacity },
  };
}

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
