import type { ShopContext } from "../core/ids";
import { findPool } from "../features/pools/find-pool.server";
import { type AdminRequest, numberParam } from "./admin.server";

type Found = ReturnType<typeof findPool>;

/** By the shop as the request knows it, which all loaders of one page share. */
const found = new WeakMap<ShopContext, Map<number, Found>>();

/** The pool that a page's address names. Read once for the page and the tab that is open in it. */
export function findPagePool({
  services,
  shop,
  params,
}: Pick<AdminRequest, "services" | "shop" | "params">): Found {
  const poolId = numberParam(params, "poolId");
  const pools = found.get(shop) ?? new Map<number, Found>();
  found.set(shop, pools);
  const pool = pools.get(poolId) ?? findPool(services, shop, poolId);
  pools.set(poolId, pool);
  return pool;
}
