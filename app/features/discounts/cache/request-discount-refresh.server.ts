import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";

/**
 * Enqueues the refresh of a discount, by the platform's ID; pending requests are merged. Discounts
 * without pools are skipped, because they are refreshed when displayed.
 */
export async function requestDiscountRefresh(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  { platformId }: { platformId: string },
): Promise<void> {
  const [used] = await tx.query<{ id: number }>(
    `SELECT id FROM discount WHERE shop_id = $1 AND platform_id = $2
        AND EXISTS (SELECT 1 FROM readable.pool WHERE pool.shop_id = $1 AND pool.discount_id = discount.id
                       AND pool.deleted_at IS NULL)`,
    [shop.id, platformId],
  );
  if (!used) return;
  const payload = { shopId: shop.id, discountId: used.id };
  await enqueue(tx, "refresh-discount", payload, {
    key: `refresh-discount:${shop.id}:${used.id}`,
  });
}
