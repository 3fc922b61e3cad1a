import { adminLoader, numberParam } from "../admin/admin.server";
import { suggestFallbacks } from "../features/pools/suggest-fallbacks.server";

/** Suggestions for the field "When this pool is empty". */
export const loader = adminLoader(async ({ services, shop, params, url }) => ({
  pools: await suggestFallbacks(services, shop, {
    poolId: numberParam(params, "poolId"),
    search: url.searchParams.get("search") ?? "",
  }),
}));
