import { forgetSignIns } from "../../platform/sign-ins.server";
import type { Services } from "../../services.server";

const namelessDomain = (shopId: number): string => `erased-${shopId}`;

/**
 * Takes the domain, name and email from a shop that left, so that one that comes back installs as a
 * new shop. Safe to repeat. Resolves false when there is nothing to erase: the shop is unknown, or it
 * has the app again.
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
  const nameless = namelessDomain(shopId);
  if (shop.domain === nameless) return true;
  // The word of the shop's leaving may have been lost on the way: the platform knows.
  if (!shop.uninstalledAt && (await platform(shop.domain).isInstalled())) {
    log.info({ shopId }, "shop has the app again, nothing is erased");
    return false;
  }
  return database.transaction(async (tx) => {
    const detached = await tx.query(
      `UPDATE shop SET domain = $3, name = '', email = '', uninstalled_at = $4
        WHERE id = $1 AND domain = $2 AND (uninstalled_at IS NULL) = $5 RETURNING 1`,
      [shopId, shop.domain, nameless, shop.uninstalledAt ?? clock.now(), !shop.uninstalledAt],
    );
    if (detached.length === 0) throw new Error("The shop changed while it was to be erased.");
    await forgetSignIns(tx, shop.domain);
    return true;
  });
}

/** Deletes a detached shop, once no table has rows of it. */
export async function deleteDetachedShop(
  { database }: Pick<Services, "database">,
  shopId: number,
): Promise<void> {
  await database.query("DELETE FROM shop WHERE id = $1 AND domain = $2", [
    shopId,
    namelessDomain(shopId),
  ]);
}
