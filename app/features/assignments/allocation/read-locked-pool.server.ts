import type { Transaction } from "../../../database/database.server";
import type { PoolType, ResendPolicy } from "../../pools/pool";
import { marksChanges } from "../../pools/pool-is-bound";
import { poolDiscountEnded, poolOpenColumns, poolSealed } from "../../pools/pool-is-open";

/** A pool at the time of a claim: its settings and the state of its queue. */
export interface LockedPool {
  name: string;
  type: PoolType;
  /** Its codes are sealed: made for each claim, not taken from the queue. */
  sealed: boolean;
  /** Active, neither archived nor deleted, and its discount, if any, hasn't ended. */
  open: boolean;
  discountEnded: boolean;
  deleted: boolean;
  resendPolicy: ResendPolicy;
  resendDays: number | null;
  fallbackPoolId: number | null;
  claimCursor: number;
  available: number;
  /** Changes of its codes have to be marked for the guard. */
  bound: boolean;
  /** Codes in the queue that could be claimed now, counted up to the requested number. */
  ready: number;
  /** Some codes are being uploaded to the platform. */
  uploading: boolean;
  /** The pool last failed to generate codes. */
  generatingFails: boolean;
  /** A check found that some codes don't work in the store. */
  missing: boolean;
  /**
   * Dynamic pools are replenished below this number of available codes; null for pools without a
   * reserve.
   */
  bufferFloor: number | null;
  /** The distinct "use within N days" of the next codes in the queue. */
  withinDays: number[];
}

/**
 * Reads a pool that `lockStock` has locked. A separate statement, so it sees what was committed while
 * the lock was pending. `count`: how many codes may be claimed. Throws if the pool has no row.
 */
export async function readLockedPool(
  tx: Transaction,
  shopId: number,
  poolId: number,
  count: number,
  now: Date,
): Promise<LockedPool> {
  const [pool] = await tx.query<LockedPool>(
    `SELECT pool.name, pool.type, ${poolSealed} AS sealed, pool.deleted_at IS NOT NULL AS deleted,
            ${poolOpenColumns}, ${marksChanges} AS bound, pool.resend_policy AS "resendPolicy",
            pool.resend_days AS "resendDays", pool.fallback_pool_id AS "fallbackPoolId",
            CASE WHEN NOT ${poolSealed} THEN pool.reorder_point END AS "bufferFloor",
            coalesce(supply.failing = 'generating', false) AS "generatingFails", stock.claim_cursor AS "claimCursor",
            stock.available, next.ready, next.days AS "withinDays",
            coalesce(supply.uploading, 0) > 0 AS uploading,
            -- ORDER BY makes the planner use the index \`code_not_in_store\`. For an EXISTS it
            -- overestimates the missing codes and scans the codes of all shops.
            (SELECT id FROM readable.code WHERE code.shop_id = $1 AND code.pool_id = $2
                AND in_store IS FALSE AND stored_state IN ('available', 'assigned')
              ORDER BY id LIMIT 1) IS NOT NULL AS missing
       FROM readable.pool
       JOIN readable.pool_stock AS stock ON stock.shop_id = pool.shop_id AND stock.pool_id = pool.id
       LEFT JOIN readable.pool_supply AS supply ON supply.shop_id = pool.shop_id AND supply.pool_id = pool.id
      CROSS JOIN LATERAL (
        SELECT count(*) AS ready, coalesce(array_agg(DISTINCT use_within_days)
                 FILTER (WHERE use_within_days IS NOT NULL), '{}') AS days
          FROM (SELECT use_within_days FROM readable.code
                 WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'available'
                   AND position > stock.claim_cursor AND (expires_at IS NULL OR expires_at > $4)
                 ORDER BY position LIMIT $3) AS code) AS next
      ${poolDiscountEnded("$4")}
      WHERE pool.shop_id = $1 AND pool.id = $2`,
    [shopId, poolId, count, now],
  );
  if (!pool) throw new Error(`Pool ${poolId} has stock figures but no row.`);
  return pool;
}
