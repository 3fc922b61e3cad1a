import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { poolGuarded } from "../config/read-guarded-pools.server";
import { findGuard, type GuardRow } from "../guard-row.server";

/**
 * The shop's guard. The first pool that a merchant protects turns it on, unless they have turned it off
 * before. After a reinstallation its discount may be gone, which isn't the merchant's decision, so it
 * is set up again. Null: the shop needs none.
 */
export async function openGuard(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
): Promise<GuardRow | null> {
  const now = clock.now();
  await database.transaction(async (tx) => {
    const opened = await tx.query(
      `INSERT INTO guard (shop_id, enabled, status, status_since)
       SELECT $1, true, 'setting_up', $2
        WHERE EXISTS (SELECT 1 FROM readable.pool WHERE shop_id = $1 AND ${poolGuarded})
       ON CONFLICT (shop_id) DO UPDATE SET enabled = true, status = 'setting_up', status_since = $2
        WHERE guard.enabled IS NULL
       RETURNING 1`,
      [shop.id, now],
    );
    if (opened.length === 1) {
      await recordAudit(tx, shop, { name: "app" }, now, { action: "guard.enabled" });
    }
    await tx.query(
      `UPDATE guard SET status = 'setting_up', status_since = $2, status_detail = NULL
         FROM readable.shop
        WHERE guard.shop_id = $1 AND shop.id = $1 AND guard.enabled
          AND guard.status IN ('on', 'deactivated', 'missing')
          AND guard.checked_at < shop.installed_at`,
      [shop.id, now],
    );
  });
  return findGuard(database, shop);
}
