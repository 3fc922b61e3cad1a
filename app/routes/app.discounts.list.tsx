import { z } from "zod";
import { listKnownDiscounts } from "../discounts/copies/list-known-discounts.server";
import { listDiscounts } from "../discounts/list-discounts.server";
import { adminLoader } from "../http/admin.server";
import { failureText } from "../http/failure-text";
import type { ListAnswer } from "../ui/discounts/use-discounts";

const discountsPerPage = 25;

const querySchema = z.object({
  search: z.string().trim().max(200).catch(""),
  cursor: z.string().max(1000).nullable().catch(null),
});

/**
 * A page of discounts for the list and for the picker, which ask for it after they are shown: the
 * platform may be slow. When it does not answer, our copies stand in, with why.
 */
export const loader = adminLoader(async ({ services, shop, url }): Promise<ListAnswer> => {
  const { search, cursor = null } = querySchema.parse(Object.fromEntries(url.searchParams));
  const query = { search, limit: discountsPerPage };
  const listed = await listDiscounts(services, shop, { ...query, cursor });
  const asked = { search, cursor };
  if (listed.ok) return { ...asked, failure: null, unreachable: false, ...listed.value };
  const discounts = await listKnownDiscounts(services, shop, query);
  const failure = failureText(listed.failure);
  const unreachable = listed.failure.kind === "platform_unreachable";
  return { ...asked, failure, unreachable, discounts, nextCursor: null };
});
