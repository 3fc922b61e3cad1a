import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import { recordAudit } from "../../audit/record-audit.server";

/**
 * Marks a cached discount as deleted on the platform. The copy stays, because its pools display it. `at`:
 * when the deletion was noticed. Unknown IDs have no effect.
 */
export async function markDiscountDeleted(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  { platformId, at }: { platformId: string; at: Date },
): Promise<void> {
  const [gone] = await tx.query<{ title: string; used: boolean }>(
    `UPDATE discount SET status = 'deleted', read_at = GREATEST(read_at, $3)
      WHERE shop_id = $1 AND platform_id = $2 AND status <> 'deleted'
      RETURNING title, EXISTS (SELECT 1 FROM readable.pool WHERE pool.shop_id = $1
        AND pool.discount_id = discount.id AND pool.deleted_at IS NULL) AS used`,
    [shop.id, platformId, at],
  );
  if (!gone?.used) return;
  await recordAudit(tx, shop, { name: "app" }, at, {
    action: "discount.gone",
    detail: { title: gone.title },
  });
}
