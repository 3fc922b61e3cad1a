import type { ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { DiscountNotFound, PlatformFailure } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { type Discount, isStale } from "../discount";
import { cacheDiscounts } from "./cache-discounts.server";
import { findDiscount } from "./find-discount.server";
import { markDiscountDeleted } from "./mark-discount-deleted.server";

/**
 * Reads a discount from the platform again and caches it, or marks it as deleted if it no longer exists.
 * With `ifStale`, only if the copy is older than a minute. Fails if the platform isn't reachable.
 */
export async function refreshDiscount(
  services: Pick<Services, "database" | "clock" | "platform">,
  shop: Pick<ShopContext, "id" | "domain">,
  { discountId, ifStale = false }: { discountId: number; ifStale?: boolean },
): Promise<Result<Discount, DiscountNotFound | PlatformFailure>> {
  const { database, clock, platform } = services;
  const known = await findDiscount(services, shop, discountId);
  if (!known.ok || known.value.status === "deleted") return known;
  const requestedAt = clock.now();
  if (ifStale && !isStale(known.value, requestedAt)) return known;
  const read = await platform(shop.domain).readDiscount(known.value.platformId);
  if (read.ok) {
    await cacheDiscounts(database, shop, [read.value], requestedAt);
  } else if (read.failure.kind === "discount_not_found") {
    const { platformId } = known.value;
    await database.transaction((tx) =>
      markDiscountDeleted(tx, shop, { platformId, at: requestedAt }),
    );
  } else {
    return failure(read.failure);
  }
  const refreshed = await findDiscount(services, shop, discountId);
  return refreshed.ok ? success(refreshed.value) : refreshed;
}
