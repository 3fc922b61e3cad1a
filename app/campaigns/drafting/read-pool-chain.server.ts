import type { ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";
import type { ChainPool } from "./judge-stock";

/** A chain of fallbacks that is longer is not looked at any further. */
const mostPools = 20;

/** A pool and its fallbacks, in the order in which they are asked, with their stock. */
export async function readPoolChain(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
  poolId: number,
): Promise<ChainPool[]> {
  return database.query<ChainPool>(
    `WITH RECURSIVE chain AS (
       SELECT pool.id, pool.fallback_pool_id, ARRAY[pool.id] AS path FROM pool
        WHERE pool.shop_id = $1 AND pool.id = $2
       UNION ALL
       SELECT pool.id, pool.fallback_pool_id, chain.path || pool.id
         FROM chain JOIN pool ON pool.shop_id = $1 AND pool.id = chain.fallback_pool_id
        WHERE pool.id <> ALL (chain.path) AND cardinality(chain.path) < $3)
     SELECT pool.id, pool.name, pool.type, pool_stock.available,
            pool.active AND pool.archived_at IS NULL AND pool.deleted_at IS NULL AS open
       FROM chain JOIN pool ON pool.shop_id = $1 AND pool.id = chain.id
       JOIN pool_stock ON pool_stock.shop_id = $1 AND pool_stock.pool_id = chain.id
      ORDER BY cardinality(chain.path)`,
    [shop.id, poolId, mostPools],
  );
}
