import type { ShopContext } from "../core/ids";
import { findPool } from "../features/pools/find-pool.server";
import { type AdminRequest, numberParam } from "./admin.server";

type Found = ReturnType<typeof findPool>;

/** Keyed by the request's shop object, which all loaders of a page share. */
const found = new WeakMap<ShopContext, Map<number, Found>>();

/**
 * The pool in the page's URL, read once for the page and its tab. Fails if there is no such pool.
 */
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
