import { z } from "zod";
import { adminLoader } from "../admin/admin.server";
import { listCachedDiscounts } from "../features/discounts/cache/list-cached-discounts.server";
import { listDiscounts } from "../features/discounts/list-discounts.server";
import type { DiscountListResponse } from "../features/discounts/screens/use-discounts";
import { failureText } from "../ui/forms/failure-text";

const discountsPerPage = 25;

const querySchema = z.object({
  search: z.string().trim().max(200).catch(""),
  cursor: z.string().max(1000).nullable().catch(null),
});

/**
 * A page of discounts, which the list and the picker request after they render, because the
 * platform may be slow. If it doesn't respond, returns our cached copies and the reason.
 */
export const loader = adminLoader(
  async ({ services, shop, url }): Promise<DiscountListResponse> => {
    const { search, cursor = null } = querySchema.parse(Object.fromEntries(url.searchParams));
    const query = { search, limit: discountsPerPage };
    const listed = await listDiscounts(services, shop, { ...query, cursor });
    const requested = { search, cursor };
    if (listed.ok) return { ...requested, failure: null, unreachable: false, ...listed.value };
    const discounts = await listCachedDiscounts(services, shop, query);
    const failure = failureText(listed.failure);
    const unreachable = listed.failure.kind === "platform_unreachable";
    return { ...requested, failure, unreachable, discounts, nextCursor: null };
  },
);
