import type { Transaction } from "../../../../database/database.server";
import type { CodesToInsert } from "./insert-codes.server";

/**
 * Rejects staged codes whose recipient already has a valid code of this pool, under any identity, or
 * one from an earlier row. A pool that always assigns a new code accepts them all. Codes that already
 * exist are left to `insertCodes`. Resolves how many were rejected. The caller holds the pool's lock,
 * so nothing is assigned between this check and the insert.
 */
export async function rejectHolders(
  tx: Transaction,
  { shopId, poolId, batchId, now }: Omit<CodesToInsert, "publishStatus">,
): Promise<number> {
  const refused = await tx.query(
    `WITH named AS (
       SELECT DISTINCT ON (staged.code_key) staged.place, staged.line, staged.code,
              recipient.id, coalesce(recipient.identity_group_id, recipient.id) AS person
         FROM staged_code AS staged
         JOIN readable.recipient ON recipient.shop_id = $1 AND recipient.key = staged.recipient_key
         JOIN readable.pool ON pool.shop_id = $1 AND pool.id = $2 AND pool.resend_policy <> 'always_new'
        WHERE NOT EXISTS (SELECT 1 FROM code WHERE code.shop_id = $1 AND code.code_key = staged.code_key)
        ORDER BY staged.code_key, staged.place
     ), counted AS (
       SELECT named.*, row_number() OVER (PARTITION BY person ORDER BY place) AS turn FROM named
     ), refused AS (
       SELECT place, line, code FROM counted
        WHERE turn > 1 OR EXISTS (
          SELECT 1 FROM readable.recipient AS name
            JOIN readable.assignment ON assignment.shop_id = $1 AND assignment.recipient_id = name.id
             AND assignment.pool_id = $2 AND assignment.released_at IS NULL
             AND (assignment.expires_at IS NULL OR assignment.expires_at > $4)
            JOIN current_code AS held_code ON held_code.shop_id = $1 AND held_code.id = assignment.code_id
             AND held_code.state = 'assigned'
           WHERE name.shop_id = $1 AND (name.id = counted.id OR name.identity_group_id = counted.person))
     ), reported AS (
       INSERT INTO batch_reject (shop_id, batch_id, line, code, reason, detail)
       SELECT $1, $3, line, code, 'invalid', 'This recipient already has a code from this pool.'
         FROM refused)
     DELETE FROM staged_code USING refused WHERE staged_code.place = refused.place RETURNING 1`,
    [shopId, poolId, batchId, now],
  );
  return refused.length;
}
