import type { InvalidInput, Outdated } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import type { CancelPolicy, Pool, ResendPolicy } from "../pool";
import { changePool } from "./change-pool.server";

export interface PoolSettings {
  resendPolicy: ResendPolicy;
  /** Whole days; for `same_for_days` only. */
  resendDays: number | null;
  cancelPolicy: CancelPolicy;
  /** Whether a code that was taken back may go to someone else; has an effect in static pools only. */
  restockReleased: boolean;
  fallbackPoolId: number | null;
  defaultAssignBy: Date | null;
  defaultUseBy: Date | null;
  defaultUseWithinDays: number | null;
}

/** Changes how a pool assigns codes: resend policy, fallback, what becomes of
 * reversed orders, dates of codes that come in without their own. */
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

/** A fallback is another pool of the shop whose own chain of fallbacks does not come back here. */
async function checkFallback(
  tx: Transaction,
  shop: ShopContext,
  pool: Pool,
  fallbackPoolId: number | null,
): Promise<Result<null, InvalidInput>> {
  if (fallbackPoolId === null) return success(null);
  // Two people who make a circle together, each with one half of it, take turns here.
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
  const refuse = (message: string) =>
    failure({ kind: "invalid_input" as const, field: "fallbackPoolId", message });
  if (chain.length === 0)
    return refuse("The fallback pool does not exist any more. Choose another.");
  if (chain.some(({ id }) => id === pool.id)) {
    return refuse("These pools would send recipients in a circle. Choose another fallback.");
  }
  return success(null);
}
