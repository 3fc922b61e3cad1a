import type { PoolNotFound } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { type Result, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { changePool } from "./change-pool.server";

export interface ThresholdChange {
  poolId: number;
  /** Parsed by `lowStockThreshold`; null: no alert for low stock. */
  threshold: number | null;
  actor: Actor;
}

/**
 * Sets the threshold of a pool's low stock alert. The alert follows within a minute or two. Fails
 * if the pool doesn't exist.
 */
export async function setLowStockThreshold(
  services: Services,
  shop: ShopContext,
  { poolId, threshold, actor }: ThresholdChange,
): Promise<Result<{ version: number }, PoolNotFound>> {
  return changePool<never>(services, shop, { poolId, actor }, async (tx, pool) => {
    if (pool.lowStockThreshold === threshold) return success(null);
    await tx.query("UPDATE pool SET low_stock_threshold = $3 WHERE shop_id = $1 AND id = $2", [
      shop.id,
      poolId,
      threshold,
    ]);
    return success({
      action: "alerts.threshold-changed",
      detail: { name: pool.name, from: pool.lowStockThreshold, to: threshold },
    });
  });
}
