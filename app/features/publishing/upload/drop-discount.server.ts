import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { leaveBatch } from "../../codes/publishing/code-updates";
import { markDiscountDeleted } from "../../discounts/cache/mark-discount-deleted.server";
import { lockStock } from "../../pools/stock/stock.server";
import { recordSupplyFailure } from "../../pools/stock/supply-failure.server";

/**
 * Handles a discount that was deleted on the platform: marks our copy, cancels pending uploads to
 * it and records the failure for the merchant. Its pools assign nothing until they have another
 * discount.
 */
export async function dropDiscount(
  { database, clock, platform }: Pick<Services, "database" | "clock" | "platform">,
  shop: Pick<ShopContext, "id" | "domain">,
  platformId: string,
): Promise<void> {
  const now = clock.now();
  await database.transaction((tx) => markDiscountDeleted(tx, shop, { platformId, at: now }));
  const [discount] = await database.query<{ id: number; title: string }>(
    "SELECT id, title FROM readable.discount WHERE shop_id = $1 AND platform_id = $2",
    [shop.id, platformId],
  );
  if (!discount) return;
  const pools = await database.query<{ id: number }>(
    `SELECT id FROM readable.pool WHERE shop_id = $1 AND discount_id = $2 AND deleted_at IS NULL
     UNION SELECT pool_id FROM publish_batch
            WHERE shop_id = $1 AND discount_id = $2 AND finished_at IS NULL ORDER BY id`,
    [shop.id, discount.id],
  );
  const text = `The discount “${discount.title}” no longer exists in ${platform(shop.domain).name}. Choose another one in the pool’s settings.`;
  for (const { id: poolId } of pools) {
    await database.transaction(async (tx) => {
      await lockStock(tx, shop.id, poolId);
      // The codes are pending again, for the pool's next discount.
      await tx.query(
        `WITH ended AS (
           UPDATE publish_batch SET finished_at = $4
            WHERE shop_id = $1 AND pool_id = $2 AND discount_id = $3 AND finished_at IS NULL
           RETURNING id)
         ${leaveBatch("ended")}`,
        [shop.id, poolId, discount.id, now],
      );
      await recordSupplyFailure(tx, shop.id, [poolId], "uploading", text, now);
    });
  }
}
