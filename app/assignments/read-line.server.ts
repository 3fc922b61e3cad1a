import type { Transaction } from "../database/database.server";
import type { PoolType, ResendPolicy } from "../pools/pool";

/** A pool at the moment when codes are claimed from it: what it allows and where its line stands. */
export interface PoolLine {
  name: string;
  type: PoolType;
  /** Switched on, and neither archived nor deleted. */
  open: boolean;
  deleted: boolean;
  resendPolicy: ResendPolicy;
  resendDays: number | null;
  fallbackPoolId: number | null;
  claimCursor: number;
  /** The different “use within N days” of the next codes in the line. */
  withinDays: number[];
}

/**
 * Reads the pool behind the lock that `lockStock` took: as a statement of its own, so that it sees
 * what was committed while the lock was waited for. `count`: how many codes may be claimed.
 */
export async function readLine(
  tx: Transaction,
  shopId: number,
  poolId: number,
  count: number,
  now: Date,
): Promise<PoolLine> {
  const [line] = await tx.query<PoolLine>(
    `SELECT pool.name, pool.type, pool.deleted_at IS NOT NULL AS deleted,
            pool.active AND pool.archived_at IS NULL AND pool.deleted_at IS NULL AS open,
            pool.resend_policy AS "resendPolicy", pool.resend_days AS "resendDays",
            pool.fallback_pool_id AS "fallbackPoolId", stock.claim_cursor AS "claimCursor",
            ARRAY(
              SELECT DISTINCT use_within_days FROM (
                SELECT use_within_days FROM code
                 WHERE shop_id = $1 AND pool_id = $2 AND state = 'available'
                   AND position > stock.claim_cursor AND (expires_at IS NULL OR expires_at > $4)
                 ORDER BY position LIMIT $3) AS next
               WHERE use_within_days IS NOT NULL) AS "withinDays"
       FROM pool JOIN pool_stock AS stock ON stock.shop_id = pool.shop_id AND stock.pool_id = pool.id
      WHERE pool.shop_id = $1 AND pool.id = $2`,
    [shopId, poolId, count, now],
  );
  if (!line) throw new Error(`Pool ${poolId} has stock figures but no row.`);
  return line;
}
