import type { ShopContext } from "../../core/ids";
import type { Result } from "../../core/result";
import { failure, success } from "../../core/result";
import type { Sql } from "../../database/database.server";
import { enqueue, enqueueAll } from "../../database/enqueue.server";
import type { PlatformFailure } from "../../platform/platform-failure";
import type { Services } from "../../services.server";
import { recordAccessLost } from "./lost-access.server";

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

/** Enqueues a refresh of the shop's data. Pending requests for a shop are merged. */
export async function requestShopRefresh(sql: Sql, { id }: Pick<ShopContext, "id">): Promise<void> {
  await enqueue(sql, "refresh-shop", { shopId: id }, { key: `refresh-shop:${id}` });
}

/**
 * Enqueues refreshes of shop data: daily, because a webhook may have been lost, and at every run
 * for shops that deny access.
 */
export async function refreshShops({
  database,
  clock,
}: Pick<Services, "database" | "clock">): Promise<void> {
  const shops = await database.query<{ id: number }>(
    `SELECT id FROM shop WHERE uninstalled_at IS NULL
        AND (access_lost_at IS NOT NULL
             OR coalesce(facts_read_at, installed_at) < $1::timestamptz - interval '1 day')`,
    [clock.now()],
  );
  await enqueueAll(
    database,
    "refresh-shop",
    shops.map(({ id }) => ({ payload: { shopId: id }, key: `refresh-shop:${id}` })),
  );
}
