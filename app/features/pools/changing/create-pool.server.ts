import type { InvalidInput } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import type { Result } from "../../../core/result";
import type { Services } from "../../../services.server";
import type { UploadedPoolType } from "../pool";
import { insertPool } from "./insert-pool.server";

export interface NewPool {
  /** Parsed by `poolName`. */
  name: string;
  type: UploadedPoolType;
  actor: Actor;
}

/** Creates an inactive, empty pool. Fails if another pool of the shop has the name. */
export async function createPool(
  { database, clock }: Services,
  shop: ShopContext,
  pool: NewPool,
): Promise<Result<{ id: number; handle: string }, InvalidInput>> {
  return database.transaction((tx) => insertPool(tx, shop, pool, clock.now()));
}
