import type { Actor, ShopContext } from "../../../core/ids";
import { success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { changePool } from "./change-pool.server";

/**
 * Archives a pool or restores it. An archived pool is inactive and out of the list; its history and
 * its codes stay. A restored pool is inactive until somebody activates it.
 */
export async function archivePool(
  services: Services,
  shop: ShopContext,
  { poolId, archived, actor }: { poolId: number; archived: boolean; actor: Actor },
) {
  return changePool<never>(services, shop, { poolId, actor }, async (tx, pool, now) => {
    if ((pool.archivedAt !== null) === archived) return success(null);
    await tx.query(
      "UPDATE pool SET archived_at = $3, active = false WHERE shop_id = $1 AND id = $2",
      [shop.id, poolId, archived ? now : null],
    );
    return success({
      action: archived ? "pool.archived" : "pool.restored",
      detail: { name: pool.name },
    });
  });
}
