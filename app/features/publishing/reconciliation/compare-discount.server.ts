import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { discountOver, poolActive, poolSealed } from "../../pools/pool-is-open";
import { skipIgnored } from "./repair/ignore-differences.server";

export interface Comparison {
  shopId: number;
  checkId: number;
  discountId: number;
  /** When the check began. Codes added or removed since then are not differences. */
  beganAt: Date;
  /** The discount was deleted on the platform, so its codes are not reported as missing. */
  gone: boolean;
}

/**
 * Records the differences of one discount and advances the check to the next, in one transaction.
 */
export async function compareDiscount(
  { database, clock }: Pick<Services, "database" | "clock">,
  comparison: Comparison,
): Promise<void> {
  await database.transaction(
    async (tx) => {
      const { shopId, checkId, discountId } = comparison;
      await tx.query("SET LOCAL work_mem = '64MB'");
      const missing = comparison.gone ? 0 : await findMissing(tx, comparison);
      const unknown = comparison.gone ? 0 : await findUnknown(tx, comparison);
      const inactive = await findInactive(tx, comparison, clock.now());
      const ignored = await skipIgnored(tx, comparison);
      await tx.query("DELETE FROM reconciliation_seen WHERE shop_id = $1 AND check_id = $2", [
        shopId,
        checkId,
      ]);
      await tx.query(
        `UPDATE reconciliation SET discount_id = $3, cursor = NULL, missing = missing + $4,
              unknown = unknown + $5, inactive = inactive + $6,
              unanswered_since = NULL, next_try_at = NULL
        WHERE shop_id = $1 AND id = $2`,
        [
          shopId,
          checkId,
          discountId + 1,
          missing - ignored.missing,
          unknown - ignored.unknown,
          inactive - ignored.inactive,
        ],
      );
    },
    { longStatements: true },
  );
}

/** Redeemable codes that were live before the check began and that the platform doesn't have. */
function findMissing(tx: Transaction, { shopId, checkId, discountId, beganAt }: Comparison) {
  return insert(
    tx,
    `SELECT $1::int, $2::int, 'missing'::difference_kind, $3::int, code.pool_id, code.id, code.code, NULL::bigint
       FROM current_code AS code
       JOIN publish_batch AS call ON call.shop_id = $1 AND call.id = code.publish_batch_id
      WHERE code.shop_id = $1 AND code.publish_status = 'live' AND code.state IN ('available', 'assigned')
        AND code.pool_id IN (SELECT DISTINCT pool_id FROM publish_batch
                              WHERE shop_id = $1 AND discount_id = $3)
        AND call.discount_id = $3 AND call.finished_at < $4
        AND NOT EXISTS (SELECT 1 FROM reconciliation_seen AS seen
                         WHERE seen.shop_id = $1 AND seen.check_id = $2 AND seen.code_key = code.code_key)
      ORDER BY code.id`,
    [shopId, checkId, discountId, beganAt],
  );
}

/**
 * Codes on the platform under our discount that aren't live here or being added or removed. Some
 * may have a row: a code that was never uploaded, or one that should have been removed.
 */
function findUnknown(tx: Transaction, { shopId, checkId, discountId }: Comparison) {
  return insert(
    tx,
    `SELECT $1::int, $2::int, 'unknown'::difference_kind, $3::int, coalesce(code.pool_id, target.id),
            code.id, seen.code, seen.platform_id
       FROM reconciliation_seen AS seen
       LEFT JOIN readable.code ON code.shop_id = $1 AND code.code_key = seen.code_key
       LEFT JOIN LATERAL (
         SELECT id FROM readable.pool WHERE shop_id = $1 AND discount_id = $3 AND deleted_at IS NULL
            -- A pool whose codes are sealed takes no code without a seal.
            AND type <> 'shared' AND NOT ${poolSealed}
          ORDER BY archived_at IS NOT NULL, type = 'dynamic', id LIMIT 1) AS target ON true
      WHERE seen.shop_id = $1 AND seen.check_id = $2
        -- A discount that none of our pools is linked to is the merchant's own, and so are its codes.
        AND EXISTS (SELECT 1 FROM readable.pool WHERE shop_id = $1 AND discount_id = $3 AND deleted_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM readable.pool AS own WHERE own.shop_id = $1 AND own.id = code.pool_id
                           AND own.discount_id IS NULL AND own.deleted_at IS NULL)
        AND (code.id IS NULL OR code.publish_status NOT IN ('uploading', 'live'))
        AND NOT EXISTS (SELECT 1 FROM readable.deletion_backlog AS gone
                         WHERE gone.shop_id = $1 AND gone.code_key = seen.code_key)
      ORDER BY seen.platform_id`,
    [shopId, checkId, discountId],
  );
}

/** Active pools whose codes don't work because their discount has ended or was deleted. */
function findInactive(
  tx: Transaction,
  { shopId, checkId, discountId }: Comparison,
  now: Date,
): Promise<number> {
  return insert(
    tx,
    `SELECT $1::int, $2::int, 'inactive'::difference_kind, $3::int, pool.id, NULL::bigint, NULL::text, NULL::bigint
       FROM readable.pool JOIN readable.discount ON discount.shop_id = $1 AND discount.id = pool.discount_id
      WHERE pool.shop_id = $1 AND pool.discount_id = $3 AND ${poolActive}
        AND ${discountOver("$4")}
      ORDER BY pool.id`,
    [shopId, checkId, discountId, now],
  );
}

async function insert(tx: Transaction, rows: string, values: unknown[]): Promise<number> {
  const { rowCount } = await tx.client.query(
    `INSERT INTO reconciliation_difference (shop_id, check_id, kind, discount_id, pool_id, code_id, code, platform_id)
     ${rows}`,
    values,
  );
  return rowCount ?? 0;
}
