import type { InvalidInput } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, success } from "../../../core/result";
import { enqueue } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";
import { nameKey } from "../pool";
import { changePool } from "./change-pool.server";

export interface Deletion {
  poolId: number;
  /** The pool's name, typed to confirm. */
  typedName: string;
  actor: Actor;
}

/**
 * Deletes a pool: hides it everywhere right away and enqueues the deletion of its codes. Codes that
 * were ever assigned are kept with their history; unredeemed ones are voided. Fails when the typed
 * name doesn't match.
 */
export async function deletePool(
  services: Services,
  shop: ShopContext,
  { poolId, typedName, actor }: Deletion,
) {
  return changePool<InvalidInput>(services, shop, { poolId, actor }, async (tx, pool, now) => {
    if (nameKey(typedName) !== nameKey(pool.name)) {
      return failure({
        kind: "invalid_input",
        field: "typedName",
        message: `Type the pool’s name, “${pool.name}”, to delete it.`,
      });
    }
    await tx.query(
      "UPDATE pool SET deleted_at = $3, active = false WHERE shop_id = $1 AND id = $2",
      [shop.id, poolId, now],
    );
    await tx.query(
      "UPDATE pool SET fallback_pool_id = NULL WHERE shop_id = $1 AND fallback_pool_id = $2",
      [shop.id, poolId],
    );
    await enqueue(
      tx,
      "delete-pool-codes",
      { shopId: shop.id, poolId },
      { key: `delete-pool-codes:${shop.id}:${poolId}` },
    );
    return success({ action: "pool.deleted", detail: { name: pool.name } });
  });
}
