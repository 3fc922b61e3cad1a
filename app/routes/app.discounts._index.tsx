import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { discountActions } from "../admin/actions/discount-actions.server";
import { adminAction, adminLoader } from "../admin/admin.server";
import { listCachedDiscounts } from "../features/discounts/cache/list-cached-discounts.server";
import { DiscountsPage } from "../features/discounts/screens/discounts-page";

const knownShown = 25;

const querySchema = z.object({
  search: z.string().trim().max(200).catch(""),
  cursor: z.string().max(1000).optional().catch(undefined),
});

/** Shows our cached copies first. The page then requests current discounts from the platform. */
export const loader = adminLoader(async ({ services, shop, url }) => {
  const { search, cursor = null } = querySchema.parse(Object.fromEntries(url.searchParams));
  const known = cursor
    ? []
    : await listCachedDiscounts(services, shop, { search, limit: knownShown });
  return { search, cursor, known };
});

export const action = adminAction(discountActions);

export { respondInPlace as clientAction } from "../admin/respond-in-place";

export default function Discounts() {
  const { search, cursor, known } = useLoaderData<typeof loader>();
  return <DiscountsPage search={search} cursor={cursor} known={known} />;
}
