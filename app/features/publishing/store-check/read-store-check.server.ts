import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import type { StoreCheck } from "./store-check";

/** The latest check of each pool. Linked pools and pools without a check aren't in the map. */
export async function readStoreChecks(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
  poolIds: readonly number[],
): Promise<Map<number, StoreCheck>> {
  const rows = await database.query<StoreCheck & { poolId: number }>(
    `SELECT store_check.pool_id AS "poolId", store_check.looked_up AS "lookedUp", store_check.working, store_check.ended,
            store_check.every_code AS "everyCode", discount.id AS "discountId",
            discount.title AS "discountTitle", store_check.checked_at AS "checkedAt"
       FROM store_check
       JOIN readable.pool ON pool.shop_id = store_check.shop_id AND pool.id = store_check.pool_id AND pool.discount_id IS NULL
       LEFT JOIN readable.discount ON discount.shop_id = store_check.shop_id AND discount.id = store_check.discount_id
        AND discount.status <> 'deleted'
      WHERE store_check.shop_id = $1 AND store_check.pool_id = ANY($2::int[])`,
    [shop.id, poolIds],
  );
  return new Map(rows.map(({ poolId, ...check }) => [poolId, check]));
}

/** The latest check of a pool; null if there is none or the pool is linked. */
export async function readStoreCheck(
  services: { database: Sql },
  shop: Pick<ShopContext, "id">,
  poolId: number,
): Promise<StoreCheck | null> {
  return (await readStoreChecks(services, shop, [poolId])).get(poolId) ?? null;
}
