import type { ShopContext } from "../../../core/ids";
import { type Result, success } from "../../../core/result";
import type { FoundCode, Platform } from "../../../platform/platform";
import type { PlatformFailure } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { cacheDiscounts } from "../../discounts/cache/cache-discounts.server";

/** Result of looking up codes in the store. */
export interface LookedUp {
  lookedUp: number;
  working: number;
  ended: number;
  /** By lowercase code. False: missing, or under a discount that has ended. */
  works: Map<string, boolean>;
  /** Platform IDs of the discounts that the codes were found under. */
  discounts: Set<string>;
}

/** Looks up whether codes work in the store. Writes nothing. */
export async function lookUpCodes(
  platform: Pick<Platform, "findCodes">,
  codes: readonly string[],
): Promise<Result<LookedUp, PlatformFailure>> {
  const found = await platform.findCodes(codes, { codeIds: false });
  if (!found.ok) return found;
  const works = new Map<string, boolean>();
  const discounts = new Set<string>();
  let ended = 0;
  for (const code of codes) {
    const place: FoundCode | undefined = found.value.get(code.toLowerCase());
    if (place) discounts.add(place.discountId);
    if (place?.discountStatus === "expired") ended += 1;
    works.set(code.toLowerCase(), place !== undefined && place.discountStatus !== "expired");
  }
  const working = [...works.values()].filter(Boolean).length;
  return success({ lookedUp: works.size, working, ended, works, discounts });
}

/**
 * ID of our cached copy of the one discount that codes were found under. Reads it from the platform
 * if it isn't cached. Null if there isn't exactly one, or it can't be read now.
 */
export async function findOnlyDiscount(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  platform: Pick<Platform, "readDiscount">,
  discounts: ReadonlySet<string>,
): Promise<number | null> {
  const [platformId, ...others] = discounts;
  if (platformId === undefined || others.length > 0) return null;
  const [known] = await database.query<{ id: number }>(
    "SELECT id FROM readable.discount WHERE shop_id = $1 AND platform_id = $2 AND status <> 'deleted'",
    [shop.id, platformId],
  );
  if (known) return known.id;
  const requestedAt = clock.now();
  const read = await platform.readDiscount(platformId);
  if (!read.ok) return null;
  const ids = await cacheDiscounts(database, shop, [read.value], requestedAt);
  return ids.get(platformId) ?? null;
}
