import { z } from "zod";
import { adminLoader } from "../admin/admin.server";
import { failureText } from "../ui/forms/failure-text";

const querySchema = z.object({
  kind: z.enum(["products", "collections", "customers", "segments"]),
  search: z.string().trim().max(200).catch(""),
});

/** Suggestions for a discount's products, collections, customers and customer segments. */
export const loader = adminLoader(async ({ services, shop, url }) => {
  const query = querySchema.safeParse(Object.fromEntries(url.searchParams));
  if (!query.success) throw new Response("Not found", { status: 404 });
  const found = await services.platform(shop.domain).searchItems({ ...query.data, cursor: null });
  return found.ok
    ? { items: found.value.items, failure: null }
    : { items: [], failure: failureText(found.failure) };
});
