import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import type { DiscountUse } from "../discount";

/** Pools listed per discount. */
const maxNames = 3;

/** The pools that use each discount. Discounts without pools have no entry. */
export async function readDiscountUse(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  discountIds: readonly number[],
): Promise<Map<number, DiscountUse>> {
  const rows = await sql.query<DiscountUse & { discountId: number }>(
    `SELECT requested.id AS "discountId", usage.pools, usage.first
       FROM unnest($2::int[]) AS requested (id), LATERAL (
         SELECT count(*) AS pools,
                (array_agg(json_build_object('id', id, 'name', name) ORDER BY name_key))[1:$3] AS first
           FROM readable.pool WHERE shop_id = $1 AND discount_id = requested.id AND deleted_at IS NULL
       ) AS usage WHERE usage.pools > 0`,
    [shop.id, discountIds, maxNames],
  );
  return new Map(rows.map(({ discountId, ...use }) => [discountId, use]));
}
