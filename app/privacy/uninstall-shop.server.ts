import { recordAudit } from "../audit/record-audit.server";
import type { ShopContext } from "../core/ids";
import type { Transaction } from "../database/database.server";
import type { Services } from "../services.server";

/**
 * Marks the shop as uninstalled and forgets its sign-in sessions; its data stay for the case that it
 * comes back. An event from before the present installation arrived late and means nothing any more.
 */
export async function uninstallShop(
  { clock }: Pick<Services, "clock">,
  tx: Transaction,
  shop: ShopContext,
  { at }: { at: Date },
): Promise<void> {
  const left = await tx.query(
    `UPDATE shop SET uninstalled_at = $2
      WHERE id = $1 AND uninstalled_at IS NULL AND installed_at <= $2 RETURNING 1`,
    [shop.id, at],
  );
  if (left.length === 0) return;
  await tx.query("DELETE FROM session WHERE shop = $1", [shop.domain]);
  await recordAudit(tx, shop, { name: "app" }, clock.now(), { action: "shop.uninstalled" });
}
