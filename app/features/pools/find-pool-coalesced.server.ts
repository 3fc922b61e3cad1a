import { coalesceCalls } from "../../core/coalesce-calls";
import type { PoolNotFound } from "../../core/failures";
import type { ShopContext } from "../../core/ids";
import type { Result } from "../../core/result";
import type { Database } from "../../database/database.server";
import { findPool } from "./find-pool.server";
import type { Pool, Stock } from "./pool";

type Found = Result<Pool & Stock, PoolNotFound>;

interface PoolLookup {
  shop: Pick<ShopContext, "id">;
  handle: string;
}

const maxPerQuery = 1000;

const finders = new WeakMap<Database, (group: string, lookups: PoolLookup) => Promise<Found>>();

/** Like `findPool` by handle, but concurrent calls for a pool share one query. */
export function findPoolCoalesced(
  { database }: { database: Database },
  shop: Pick<ShopContext, "id">,
  handle: string,
): Promise<Found> {
  let find = finders.get(database);
  if (!find) {
    find = coalesceCalls(maxPerQuery, (lookups) => findOnce(database, lookups));
    finders.set(database, find);
  }
  return find(`${shop.id} ${handle}`, { shop, handle });
}

/** All calls of a batch are for the same pool. */
async function findOnce(database: Database, lookups: PoolLookup[]): Promise<Found[]> {
  const [first] = lookups;
  if (!first) return [];
  const found = await findPool({ database }, first.shop, first.handle);
  return lookups.map(() => found);
}
