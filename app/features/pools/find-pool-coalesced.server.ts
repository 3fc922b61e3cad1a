import { coalesceCalls } from "../../core/coalesce-calls";
import type { PoolNotFound } from "../../core/failures";
import type { ShopContext } from "../../core/ids";
import type { Result } from "../../core/result";
import type { Database } from "../../database/database.server";
import { findPool } from "./find-pool.server";
import type { Pool, Stock } from "./pool";

type Found = Result<Pool & Stock, PoolNotFound>;

interface Sought {
  shop: Pick<ShopContext, "id">;
  handle: string;
}

const mostTogether = 1000;

const gathered = new WeakMap<Database, (group: string, sought: Sought) => Promise<Found>>();

/** As `findPool` by handle; calls that arrive together share one read. */
export function findPoolCoalesced(
  { database }: { database: Database },
  shop: Pick<ShopContext, "id">,
  handle: string,
): Promise<Found> {
  let find = gathered.get(database);
  if (!find) {
    find = coalesceCalls(mostTogether, (sought) => findOnce(database, sought));
    gathered.set(database, find);
  }
  return find(`${shop.id} ${handle}`, { shop, handle });
}

/** All of them seek the same pool. */
async function findOnce(database: Database, sought: Sought[]): Promise<Found[]> {
  const [first] = sought;
  if (!first) return [];
  const found = await findPool({ database }, first.shop, first.handle);
  return sought.map(() => found);
}
