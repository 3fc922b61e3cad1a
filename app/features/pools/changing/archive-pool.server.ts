import type { Actor, ShopContext } from "../../../core/ids";
import { success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { changePool } from "./change-pool.server";

/**
 * Archives or restores a pool. An archived pool is inactive and hidden from the list, but keeps its
 * codes and history. A restored pool stays inactive until it's activated.
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
