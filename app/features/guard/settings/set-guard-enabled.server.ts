import type { Actor, ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { requestGuardWrite } from "../../pools/request-guard-write.server";

/**
 * Turns the guard on or off. A job then creates or deletes its discount, usually within seconds:
 * `readGuard` tells how far it is. Resolves false if it already was so. It sets a state instead of
 * toggling, so two people who both turn it on don't undo each other.
 */
export async function setGuardEnabled(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { enabled, actor }: { enabled: boolean; actor: Actor },
): Promise<{ changed: boolean }> {
  return database.transaction(async (tx) => {
    const now = clock.now();
    const changed = await tx.query(
      `INSERT INTO guard (shop_id, enabled, status, status_since)
       VALUES ($1, $2, CASE WHEN $2 THEN 'setting_up' ELSE 'off' END::guard_status, $3)
       ON CONFLICT (shop_id) DO UPDATE SET enabled = excluded.enabled, status_since = $3,
         status_detail = NULL,
         status = CASE WHEN $2 THEN 'setting_up' WHEN guard.enabled THEN 'removing' ELSE 'off'
                  END::guard_status
        WHERE guard.enabled IS DISTINCT FROM excluded.enabled
       RETURNING 1`,
      [shop.id, enabled, now],
    );
    if (changed.length === 0) return { changed: false };
    await requestGuardWrite(tx, shop.id);
    const action = enabled ? "guard.enabled" : "guard.disabled";
    await recordAudit(tx, shop, actor, now, { action });
    return { changed: true };
  });
}
