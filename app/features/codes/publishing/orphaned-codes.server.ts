import type { Sql, Transaction } from "../../../database/database.server";
import { codeKey } from "../code-text";

/** A code as the platform has it. */
export interface CodeOnPlatform {
  code: string;
  /** The platform's id; null: not known. */
  platformId: string | null;
}

/** Leaves codes that have no row for a job to remove from the platform. The batch tells their discount. */
export async function addToDeletionBacklog(
  tx: Transaction,
  shopId: number,
  batchId: number,
  codes: readonly CodeOnPlatform[],
): Promise<void> {
  await tx.query(
    `INSERT INTO deletion_backlog (shop_id, publish_batch_id, platform_id, code, code_key)
     SELECT $1, $2, number, code, key
       FROM unnest($3::bigint[], $4::text[], $5::text[]) AS gone (number, code, key)`,
    [
      shopId,
      batchId,
      codes.map(({ platformId }) => platformId),
      codes.map(({ code }) => code),
      codes.map(({ code }) => codeKey(code)),
    ],
  );
}

/** Forgets codes of the backlog that the platform no longer has. Idempotent. */
export async function dropFromDeletionBacklog(
  sql: Sql,
  shopId: number,
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0) return;
  await sql.query("DELETE FROM deletion_backlog WHERE shop_id = $1 AND id = ANY($2::bigint[])", [
    shopId,
    ids,
  ]);
}

/** Marks live codes as removed from the platform. The caller holds their pool's lock. Resolves how many. */
export async function markRemoved(
  tx: Transaction,
  shopId: number,
  ids: readonly number[],
): Promise<number> {
  const rows = await tx.query(
    `UPDATE code SET publish_status = 'removed'
      WHERE shop_id = $1 AND id = ANY($2::bigint[]) AND publish_status = 'live' RETURNING 1`,
    [shopId, ids],
  );
  return rows.length;
}

/**
 * Stores the platform's ids of expired, voided and deleted codes. Doesn't need the pool's lock: claims
 * never touch those.
 */
export async function writeOrphanedIds(
  sql: Sql,
  shopId: number,
  codes: readonly CodeOnPlatform[],
): Promise<void> {
  await sql.query(
    `WITH page AS (SELECT * FROM unnest($2::text[], $3::bigint[]) AS page (key, number)
     ), orphaned AS (
       UPDATE deletion_backlog SET platform_id = page.number FROM page
        WHERE deletion_backlog.shop_id = $1 AND deletion_backlog.code_key = page.key
     )
     UPDATE code SET platform_id = page.number FROM page
      WHERE code.shop_id = $1 AND code.code_key = page.key AND code.publish_status = 'live'
        AND code.stored_state IN ('expired', 'voided')`,
    [shopId, codes.map(({ code }) => codeKey(code)), codes.map(({ platformId }) => platformId)],
  );
}
