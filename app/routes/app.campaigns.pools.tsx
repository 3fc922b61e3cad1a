import { adminLoader } from "../admin/admin.server";
import { listPools } from "../features/pools/list-pools.server";

const maxSuggestions = 20;

/** Suggestions for a new campaign's pool picker. */
export const loader = adminLoader(async ({ services, shop, url }) => {
  const search = (url.searchParams.get("search") ?? "").slice(0, 80);
  const page = await listPools(services, shop, { view: "all", search, limit: maxSuggestions });
  return { pools: page.pools.map(({ id, name, available }) => ({ id, name, available })) };
});
