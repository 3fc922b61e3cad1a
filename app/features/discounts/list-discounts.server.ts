import type { ShopContext } from "../../core/ids";
import { type Result, success } from "../../core/result";
import type { PlatformFailure } from "../../platform/platform-failure";
import type { Services } from "../../services.server";
import { cacheDiscounts } from "./cache/cache-discounts.server";
import { readDiscountUse } from "./cache/read-discount-use.server";
import type { Discount, DiscountUse } from "./discount";

export interface ListedDiscount extends Discount {
  /** Number of its codes on the platform; null: unknown. */
  codesCount: number | null;
  codesCountIsExact: boolean;
  /** URL in the platform's admin; null if it was deleted. */
  url: string | null;
  use: DiscountUse;
}

export interface DiscountsPage {
  discounts: ListedDiscount[];
  /** The platform's cursor for the next page; null at the end. */
  nextCursor: string | null;
}

/**
 * A page of the shop's code discounts with the pools that use them, read from the platform and cached.
 * `search` uses the platform's search and `cursor` is the platform's own. Fails if it isn't reachable.
 */
export async function listDiscounts(
  { database, clock, platform: open }: Pick<Services, "database" | "clock" | "platform">,
  shop: Pick<ShopContext, "id" | "domain">,
  query: { search: string; cursor: string | null; limit: number },
): Promise<Result<DiscountsPage, PlatformFailure>> {
  const readAt = clock.now();
  const platform = open(shop.domain);
  const listed = await platform.listDiscounts(query);
  if (!listed.ok) return listed;
  const { discounts, nextCursor } = listed.value;
  const ids = await cacheDiscounts(database, shop, discounts, readAt);
  const uses = await readDiscountUse(database, shop, [...ids.values()]);
  return success({
    nextCursor,
    discounts: discounts.map(({ id: platformId, ...discount }) => {
      const id = ids.get(platformId);
      if (id === undefined) throw new Error(`The discount ${platformId} wasn't cached.`);
      return {
        ...discount,
        id,
        platformId,
        readAt,
        url: platform.recordUrl({ kind: "discount", id: platformId }),
        use: uses.get(id) ?? { pools: 0, first: [] },
      };
    }),
  });
}
