import type { ShopContext } from "../../core/ids";
import type { Result } from "../../core/result";
import { failure, success } from "../../core/result";
import { enqueue } from "../../database/enqueue.server";
import type { PlatformFailure } from "../../platform/platform-failure";
import type { Services } from "../../services.server";
import { recordAccessLost } from "./record-access-lost.server";

/**
 * Refreshes the shop's name, email, time zone and currency, and checks the granted scopes. When
 * access is back, enqueues a reconciliation of orders missed meanwhile. Fails when the platform
 * denies access or doesn't respond.
 */
export async function refreshShop(
  services: Pick<Services, "database" | "clock" | "log" | "platform">,
  shop: ShopContext,
): Promise<Result<void, PlatformFailure>> {
  const { database, clock, log, platform } = services;
  const read = await platform(shop.domain, "bulk").readShop();
  if (!read.ok) {
    if (read.failure.kind === "platform_denied") {
      await recordAccessLost(services, shop.domain, { reason: read.failure.detail });
    }
    return failure(read.failure);
  }
  const { name, email, timeZone, currency, missingScopes } = read.value;
  await database.query(
    `UPDATE shop SET name = $2, email = $3, time_zone = $4, currency = $5, facts_read_at = $6
      WHERE id = $1 AND uninstalled_at IS NULL`,
    [shop.id, name, email, timeZone, currency, clock.now()],
  );
  if (missingScopes.length > 0) {
    const reason = `Missing permissions: ${missingScopes.join(", ")}`;
    await recordAccessLost(services, shop.domain, { reason });
    return success(undefined);
  }
  await database.transaction(async (tx) => {
    const regained = await tx.query(
      `UPDATE shop SET access_lost_at = NULL, access_lost_reason = NULL
        WHERE id = $1 AND access_lost_at IS NOT NULL RETURNING 1`,
      [shop.id],
    );
    if (regained.length === 0) return;
    log.info({ shop: shop.domain }, "the shop allows the app access again");
    const key = `reconcile-orders:${shop.id}`;
    await enqueue(tx, "reconcile-orders", { shopId: shop.id }, { key });
  });
  return success(undefined);
}
