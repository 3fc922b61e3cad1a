import { deleteSignIns } from "../../platform/sign-ins.server";
import type { Services } from "../../services.server";

const erasedDomain = (shopId: number): string => `erased-${shopId}`;

/**
 * Removes the domain, name and email from a shop that uninstalled the app, so a later reinstall
 * creates a new shop. Idempotent. Resolves false when there's nothing to erase: the shop is unknown
 * or has reinstalled.
 */
export async function detachShop(
  { database, platform, clock, log }: Services,
  shopId: number,
): Promise<boolean> {
  const [shop] = await database.query<{ domain: string; uninstalledAt: Date | null }>(
    `SELECT domain, uninstalled_at AS "uninstalledAt" FROM shop WHERE id = $1`,
    [shopId],
  );
  if (!shop) return false;
  const placeholder = erasedDomain(shopId);
  if (shop.domain === placeholder) return true;
  // The uninstall webhook may have been lost: ask the platform.
  if (!shop.uninstalledAt && (await platform(shop.domain).isInstalled())) {
    log.info({ shopId }, "shop has the app again, nothing is erased");
    return false;
  }
  return database.transaction(async (tx) => {
    const detached = await tx.query(
      `UPDATE shop SET domain = $3, name = '', email = '', uninstalled_at = $4
        WHERE id = $1 AND domain = $2 AND (uninstalled_at IS NULL) = $5 RETURNING 1`,
      [shopId, shop.domain, placeholder, shop.uninstalledAt ?? clock.now(), !shop.uninstalledAt],
    );
    if (detached.length === 0) throw new Error("The shop changed during its erasure.");
    await deleteSignIns(tx, shop.domain);
    return true;
  });
}

/** Deletes a detached shop after all its rows were deleted. */
export async function deleteDetachedShop(
  { database }: Pick<Services, "database">,
  shopId: number,
): Promise<void> {
  await database.query("DELETE FROM shop WHERE id = $1 AND domain = $2", [
    shopId,
    erasedDomain(shopId),
  ]);
}
