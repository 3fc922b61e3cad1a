import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import type { Discount } from "../discount";
import type { ListedDiscount } from "../list-discounts.server";
import { discountColumns } from "./find-discount.server";
import { readDiscountUse } from "./read-discount-use.server";

/**
 * Cached discounts by part of their title, those used by pools first: shown until the platform responds
 * or if it doesn't. Includes deleted ones only if a pool uses them.
 */
export async function listCachedDiscounts(
  { database, platform }: Pick<Services, "database" | "platform">,
  shop: Pick<ShopContext, "id" | "domain">,
  { search, limit }: { search: string; limit: number },
): Promise<ListedDiscount[]> {
  const rows = await database.query<Discount & { used: boolean }>(
    `SELECT ${discountColumns}, used.pool IS NOT NULL AS used
       FROM discount LEFT JOIN LATERAL (
         SELECT 1 AS pool FROM readable.pool WHERE pool.shop_id = $1 AND pool.discount_id = discount.id
            AND pool.deleted_at IS NULL LIMIT 1) AS used ON true
      WHERE discount.shop_id = $1 AND strpos(lower(discount.title), lower($2)) > 0
        AND (discount.status <> 'deleted' OR used.pool IS NOT NULL)
      ORDER BY used.pool NULLS LAST, discount.id DESC LIMIT $3`,
    [shop.id, search.trim(), limit],
  );
  const uses = await readDiscountUse(
    database,
    shop,
    rows.map(({ id }) => id),
  );
  return rows.map(({ used: _, ...discount }) => ({
    ...discount,
    codesCount: null,
    codesCountIsExact: false,
    url:
      discount.status === "deleted"
        ? null
        : platform(shop.domain).recordUrl({ kind: "discount", id: discount.platformId }),
    use: uses.get(discount.id) ?? { pools: 0, first: [] },
  }));
}
