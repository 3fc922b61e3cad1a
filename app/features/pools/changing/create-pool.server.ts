import type { InvalidInput } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import type { Result } from "../../../core/result";
import type { Services } from "../../../services.server";
import type { BroughtPoolType } from "../pool";
import { insertPool } from "./insert-pool.server";

export interface NewPool {
  /** Parsed by `poolName`. */
  name: string;
  type: BroughtPoolType;
  actor: Actor;
}

/** Makes an inactive, empty pool. A name that another pool of the shop has is refused. */
export async function createPool(
  { database, clock }: Services,
  shop: ShopContext,
  pool: NewPool,
): Promise<Result<{ id: number; handle: string }, InvalidInput>> {
  return database.transaction((tx) => insertPool(tx, shop, pool, clock.now()));
}
