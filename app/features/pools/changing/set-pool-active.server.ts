import type { InvalidInput } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { changePool } from "./change-pool.server";

/**
 * Activates or deactivates a pool. It sets a state instead of toggling, so two people who both
 * activate it don't undo each other. An archived pool can't be activated.
 */
export async function setPoolActive(
  services: Services,
  shop: ShopContext,
  { poolId, active, actor }: { poolId: number; active: boolean; actor: Actor },
) {
  return changePool<InvalidInput>(services, shop, { poolId, actor }, async (tx, pool) => {
    if (pool.active === active) return success(null);
    if (active && pool.archivedAt) {
      return failure({
        kind: "invalid_input",
        field: "active",
        message: "This pool is archived. Restore it first, then activate it.",
      });
    }
    await tx.query("UPDATE pool SET active = $3 WHERE shop_id = $1 AND id = $2", [
      shop.id,
      poolId,
      active,
    ]);
    return success({
      action: active ? "pool.activated" : "pool.deactivated",
      detail: { name: pool.name },
    });
  });
}
