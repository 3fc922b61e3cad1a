import type { ShopContext } from "../../core/ids";
import type { Transaction } from "../../database/database.server";
import { enqueue } from "../../database/enqueue.server";
import { deleteSignIns } from "../../platform/sign-ins.server";
import type { Services } from "../../services.server";
import { recordAudit } from "../audit/record-audit.server";

/**
 * Marks the shop as uninstalled and deletes its sessions. Its data stays in case it reinstalls. An
 * event from before the current installation is either late or a sign of clock skew, so a job asks
 * the platform.
 */
export async function uninstallShop(
  { clock }: Pick<Services, "clock">,
  tx: Transaction,
  shop: Pick<ShopContext, "id" | "domain">,
  { at }: { at: Date },
): Promise<void> {
  const [present] = await tx.query<{ late: boolean }>(
    `SELECT installed_at > $2 AS late FROM shop WHERE id = $1 AND uninstalled_at IS NULL FOR UPDATE`,
    [shop.id, at],
  );
  if (!present) return;
  if (present.late) {
    const key = `confirm-uninstall:${shop.id}`;
    await enqueue(tx, "confirm-uninstall", { shopId: shop.id }, { key });
    return;
  }
  await markUninstalled(tx, shop, { at, now: clock.now() });
}

/**
 * Asks the platform whether the app is installed, and if not marks the shop as uninstalled. Throws
 * when the platform doesn't respond.
 */
export async function confirmUninstall(
  { database, clock, platform }: Services,
  { shopId }: { shopId: number },
): Promise<void> {
  const [shop] = await database.query<{ id: number; domain: string; installedAt: Date }>(
    `SELECT id, domain, installed_at AS "installedAt" FROM shop
      WHERE id = $1 AND uninstalled_at IS NULL`,
    [shopId],
  );
  if (!shop || (await platform(shop.domain).isInstalled())) return;
  await database.transaction(async (tx) => {
    // Skip if it was reinstalled while the platform was asked.
    const same = await tx.query(
      "SELECT 1 FROM shop WHERE id = $1 AND uninstalled_at IS NULL AND installed_at = $2 FOR UPDATE",
      [shop.id, shop.installedAt],
    );
    const now = clock.now();
    if (same.length === 1) await markUninstalled(tx, shop, { at: now, now });
  });
}

async function markUninstalled(
  tx: Transaction,
  shop: Pick<ShopContext, "id" | "domain">,
  { at, now }: { at: Date; now: Date },
): Promise<void> {
  await tx.query("UPDATE shop SET uninstalled_at = $2 WHERE id = $1", [shop.id, at]);
  await deleteSignIns(tx, shop.domain);
  await recordAudit(tx, shop, { name: "app" }, now, { action: "shop.uninstalled" });
}
