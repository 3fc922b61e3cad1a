import type { Actor, ShopContext } from "../../../core/ids";
import { success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { changePool } from "./change-pool.server";

/**
 * Pauses all codes of a pool at checkout, or lets them work again. It sets a state instead of toggling,
 * so two people who both pause it don't undo each other.
 */
export async function setCheckoutPaused(
  services: Services,
  shop: ShopContext,
  { poolId, paused, actor }: { poolId: number; paused: boolean; actor: Actor },
) {
  return changePool<never>(services, shop, { poolId, actor }, async (tx, pool) => {
    if (pool.checkoutPaused === paused) return success(null);
    await tx.query("UPDATE pool SET checkout_paused = $3 WHERE shop_id = $1 AND id = $2", [
      shop.id,
      poolId,
      paused,
    ]);
    return success({
      action: paused ? "pool.checkout-paused" : "pool.checkout-resumed",
      detail: { name: pool.name },
    });
  });
}
