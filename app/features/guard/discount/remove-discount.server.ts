import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import type { GuardRow } from "../guard-row.server";
import { recordTrouble } from "./record-status.server";

/** More discounts than a shop can have by accident. */
const maxDiscounts = 25;

/**
 * Deletes the guard's discount on the platform after the merchant turned the guard off, also one whose
 * creation wasn't confirmed. Throws if the platform doesn't respond.
 */
export async function removeDiscount(
  services: Pick<Services, "database" | "clock" | "platform">,
  shop: Pick<ShopContext, "id" | "domain">,
  { platformId }: Pick<GuardRow, "platformId">,
): Promise<void> {
  const { database, clock } = services;
  const platform = services.platform(shop.domain);
  for (let removed = 0; removed < maxDiscounts; removed += 1) {
    const read = await platform.readGuard(platformId);
    if (!read.ok) return recordTrouble(services, shop, read.failure);
    if (!read.value) break;
    const done = await platform.removeGuard(read.value.id);
    if (done.ok) continue;
    if (done.failure.kind !== "platform_refused") {
      return recordTrouble(services, shop, done.failure);
    }
    throw new Error(`The guard was not removed: ${done.failure.detail}`);
  }
  await database.query(
    `UPDATE guard SET status = 'off', status_since = $2, status_detail = NULL, platform_id = NULL,
            config_hash = NULL, written_at = NULL, checked_at = $2, trouble = NULL,
            trouble_since = NULL, trouble_detail = NULL
      WHERE shop_id = $1 AND NOT enabled`,
    [shop.id, clock.now()],
  );
}
