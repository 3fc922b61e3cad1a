import type { Sql } from "../../../database/database.server";

/** A code that the platform still has but shouldn't. */
export interface OrphanedCode {
  /** `leftover`: a row of `deletion_backlog`, for a code whose own row was deleted. */
  from: "code" | "leftover";
  id: number;
  /** Null for leftovers. */
  poolId: number | null;
  code: string;
  /** The platform's ID; null: unknown. */
  platformId: string | null;
}

/** Orphaned codes of one discount, because the platform removes codes per discount. */
export interface OrphanedCodes {
  /** The platform's discount ID. */
  discount: string;
  /** The discount was deleted on the platform, and its codes with it. */
  gone: boolean;
  codes: OrphanedCode[];
}

interface Row extends OrphanedCode {
  discount: string;
  gone: boolean;
}

/**
 * The next orphaned codes of one discount: live on the platform, but expired, voided or deleted
 * here. Null when there are none. Codes still being uploaded are skipped until they're live.
 */
export async function findOrphanedCodes(
  sql: Sql,
  shopId: number,
  limit: number,
): Promise<OrphanedCodes | null> {
  const rows = await sql.query<Row>(
    `WITH dead AS MATERIALIZED (
       (SELECT 'code' AS kind, id, pool_id, code, platform_id, publish_batch_id FROM readable.code
         WHERE shop_id = $1 AND publish_status = 'live' AND stored_state IN ('expired', 'voided')
         ORDER BY pool_id, id LIMIT $2)
       UNION ALL
       (SELECT 'leftover', backlog.id, NULL, code, platform_id, publish_batch_id
          FROM readable.deletion_backlog AS backlog
         WHERE backlog.shop_id = $1 AND EXISTS (
           SELECT 1 FROM publish_batch AS call
            WHERE call.shop_id = $1 AND call.id = backlog.publish_batch_id AND call.finished_at IS NOT NULL)
         ORDER BY backlog.id LIMIT $2)
     ), placed AS (
       SELECT dead.*, call.discount_id FROM dead
         JOIN publish_batch AS call ON call.shop_id = $1 AND call.id = dead.publish_batch_id
     )
     SELECT placed.kind AS "from", placed.id, placed.pool_id AS "poolId", placed.code,
            placed.platform_id::text AS "platformId", discount.platform_id AS discount,
            discount.status = 'deleted' AS gone
       FROM placed JOIN readable.discount ON discount.shop_id = $1 AND discount.id = placed.discount_id
      WHERE placed.discount_id = (SELECT min(discount_id) FROM placed)
      ORDER BY placed.id LIMIT $2`,
    [shopId, limit],
  );
  const [first] = rows;
  if (!first) return null;
  const { discount, gone } = first;
  return { discount, gone, codes: rows.map(({ discount: _, gone: __, ...code }) => code) };
}
