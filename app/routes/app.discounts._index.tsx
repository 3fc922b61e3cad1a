import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { discountIntents } from "../admin/actions/discount-intents.server";
import { adminAction, adminLoader } from "../admin/admin.server";
import { listKnownDiscounts } from "../features/discounts/copies/list-known-discounts.server";
import { DiscountsPage } from "../features/discounts/screens/discounts-page";

const knownShown = 25;

const querySchema = z.object({
  search: z.string().trim().max(200).catch(""),
  cursor: z.string().max(1000).optional().catch(undefined),
});

/** Our copies, at once; the page then asks for what the platform says. */
export const loader = adminLoader(async ({ services, shop, url }) => {
  const { search, cursor = null } = querySchema.parse(Object.fromEntries(url.searchParams));
  const known = cursor
    ? []
    : await listKnownDiscounts(services, shop, { search, limit: knownShown });
  return { search, cursor, known };
});

export const action = adminAction(discountIntents);

export { answerInPlace as clientAction } from "../admin/answer-in-place";

export default function Discounts() {
  const { search, cursor, known } = useLoaderData<typeof loader>();
  return <DiscountsPage search={search} cursor={cursor} known={known} />;
}
