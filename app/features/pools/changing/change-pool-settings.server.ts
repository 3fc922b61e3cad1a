import type { InvalidInput, Outdated } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import type { CancelPolicy, Pool, ResendPolicy } from "../pool";
import { changePool } from "./change-pool.server";

export interface PoolSettings {
  resendPolicy: ResendPolicy;
  /** In days; only for `same_for_days`. */
  resendDays: number | null;
  cancelPolicy: CancelPolicy;
  /** Whether a released code can be assigned to someone else. Applies to static pools only. */
  restockReleased: boolean;
  fallbackPoolId: number | null;
  defaultAssignBy: Date | null;
  defaultUseBy: Date | null;
  defaultUseWithinDays: number | null;
}

/**
 * Changes how a pool assigns codes: resend policy, fallback, handling of reversed orders and the
 * default expiration of new codes. Fails when the version is outdated or the fallback is invalid.
 */
export async function changePoolSettings(
  services: Services,
  shop: ShopContext,
  input: { poolId: number; version: number; settings: PoolSettings; actor: Actor },
) {
  const { poolId, version, settings, actor } = input;
  return changePool<InvalidInput | Outdated>(
    services,
    shop,
    { poolId, actor },
    async (tx, pool) => {
      if (pool.version !== version) return failure({ kind: "outdated" });
      const fallback = await checkFallback(tx, shop, pool, settings.fallbackPoolId);
      if (!fallback.ok) return fallback;
      await tx.query(
        `UPDATE pool SET resend_policy = $3, resend_days = $4, fallback_pool_id = $5,
         default_assign_by = $6, default_use_by = $7, default_use_within_days = $8,
         cancel_policy = $9, restock_released = $10
       WHERE shop_id = $1 AND id = $2`,
        [
          shop.id,
          poolId,
          settings.resendPolicy,
          settings.resendPolicy === "same_for_days" ? settings.resendDays : null,
          settings.fallbackPoolId,
          settings.defaultAssignBy,
          settings.defaultUseBy,
          settings.defaultUseWithinDays,
          settings.cancelPolicy,
          settings.restockReleased,
        ],
      );
      return success({ action: "pool.settings-changed", detail: { name: pool.name } });
    },
  );
}

/** A fallback must be another pool of the shop, without a cycle of fallbacks. */
async function checkFallback(
  tx: Transaction,
  shop: ShopContext,
  pool: Pool,
  fallbackPoolId: number | null,
): Promise<Result<null, InvalidInput>> {
  if (fallbackPoolId === null) return success(null);
  // Serialize this check, so two concurrent changes can't form a cycle together.
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('fallback:' || $1::text, 0))", [
    shop.id,
  ]);
  const chain = await tx.query<{ id: number }>(
    `WITH RECURSIVE chain AS (
       SELECT id, fallback_pool_id FROM pool
        WHERE shop_id = $1 AND id = $2 AND deleted_at IS NULL
       UNION
       SELECT pool.id, pool.fallback_pool_id FROM pool JOIN chain ON pool.id = chain.fallback_pool_id
        WHERE pool.shop_id = $1 AND pool.deleted_at IS NULL
     ) SELECT id FROM chain`,
    [shop.id, fallbackPoolId],
  );
  const reject = (message: string) =>
    failure({ kind: "invalid_input" as const, field: "fallbackPoolId", message });
  if (chain.length === 0) return reject("The fallback pool no longer exists. Choose another one.");
  if (chain.some(({ id }) => id === pool.id)) {
    return reject("These fallback pools would form a loop. Choose another one.");
  }
  return success(null);
}
