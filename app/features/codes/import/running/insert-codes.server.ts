import { type Transaction, uniqueViolation } from "../../../../database/database.server";
import { nextPositions } from "../../../pools/stock/stock.server";
import { markRecipients } from "../../../recipients/changes/mark-changes.server";
import type { PublishStatus } from "../../publishing/publish-status";
import type { RejectReason } from "../batch";

export interface CodesToInsert {
  shopId: number;
  poolId: number;
  batchId: number;
  publishStatus: PublishStatus;
  now: Date;
}

export interface InsertedCodes {
  available: number;
  assigned: number;
  /** Lowest position of the inserted codes. */
  firstPosition: number;
  rejected: Record<Exclude<RejectReason, "invalid">, number>;
}

/** `unexpected`: the chunk is assumed to have only new codes. */
export type Collisions = "unexpected" | "expected";

/**
 * Inserts the staged codes into the pool, in file order, and reports those that already exist. Sorted
 * by key, so two imports of the same codes lock them in the same order. Resolves null, with nothing
 * inserted, on an unexpected collision.
 */
export async function insertCodes(
  tx: Transaction,
  taking: CodesToInsert,
  staged: number,
  collisions: Collisions,
): Promise<InsertedCodes | null> {
  const firstPosition = await nextPositions(tx);
  const parameters = [taking.shopId, taking.poolId, taking.batchId, firstPosition];
  const inserted = await insertStaged(
    tx,
    [...parameters, taking.now, taking.publishStatus],
    collisions,
  );
  if (inserted === null) return null;
  const rejected = { already_in_pool: 0, twice_in_file: 0, in_another_pool: 0 };
  if (inserted < staged) {
    const reasons = await rejectStaged(tx, parameters);
    for (const { reason, count } of reasons) rejected[reason] = count;
  }
  const known = Object.values(rejected).reduce((sum, count) => sum + count, inserted);
  // A colliding code was deleted in the meantime: retry the entire chunk.
  if (known !== staged) throw tryAgain("Codes of the chunk vanished.");
  const assigned = await assignStaged(tx, taking, firstPosition);
  return { available: inserted - assigned, assigned, firstPosition, rejected };
}

/**
 * An insert without `ON CONFLICT` is a quarter faster, and most files have only new codes. So it is
 * tried first, until a chunk of the import collides.
 */
async function insertStaged(
  { client }: Transaction,
  parameters: unknown[],
  collisions: Collisions,
): Promise<number | null> {
  const statement = `
    INSERT INTO code (shop_id, pool_id, batch_id, position, stored_state, use_within_days, expires_at,
                      assign_by, use_by, created_at, code, code_key, message, publish_status)
    SELECT DISTINCT ON (code_key) $1::int, $2::int, $3::int, $4::bigint + place,
           (CASE WHEN recipient_key IS NULL THEN 'available' ELSE 'assigned' END)::code_state,
           use_within_days, expires_at, assign_by, use_by, $5::timestamptz, code, code_key, message,
           $6::publish_status
      FROM staged_code ORDER BY code_key, place`;
  if (collisions === "expected") {
    return (await client.query(`${statement} ON CONFLICT DO NOTHING`, parameters)).rowCount ?? 0;
  }
  await client.query("SAVEPOINT staged");
  try {
    const { rowCount } = await client.query(statement, parameters);
    await client.query("RELEASE SAVEPOINT staged");
    return rowCount ?? 0;
  } catch (error) {
    if ((error as { code?: string }).code !== uniqueViolation) throw error;
    await client.query("ROLLBACK TO SAVEPOINT staged");
    return null;
  }
}

/** Adds staged codes that weren't inserted to the report. */
function rejectStaged(tx: Transaction, parameters: unknown[]) {
  return tx.query<{ reason: Exclude<RejectReason, "invalid">; count: number }>(
    `WITH rejected AS (
       INSERT INTO batch_reject (shop_id, batch_id, line, code, reason, detail)
       SELECT $1, $3, staged.line, staged.code,
              (CASE WHEN code.batch_id = $3 THEN 'twice_in_file'
                    WHEN code.pool_id = $2 THEN 'already_in_pool'
                    ELSE 'in_another_pool' END)::reject_reason,
              CASE WHEN code.pool_id <> $2 THEN pool.name END
         FROM staged_code AS staged
         JOIN code ON code.shop_id = $1 AND code.code_key = staged.code_key
         LEFT JOIN readable.pool ON pool.shop_id = $1 AND pool.id = code.pool_id
        WHERE code.batch_id IS DISTINCT FROM $3::int OR code.position <> $4::bigint + staged.place
       RETURNING reason)
     SELECT reason, count(*) AS count FROM rejected GROUP BY reason`,
    parameters,
  );
}

/** Assigns the inserted codes that have a recipient. Resolves how many. */
async function assignStaged(
  tx: Transaction,
  { shopId, poolId, batchId, now }: CodesToInsert,
  firstPosition: number,
): Promise<number> {
  const [row] = await tx.query<{ due: number; made: number; recipientIds: string[] }>(
    `WITH due AS MATERIALIZED (
       SELECT staged.place, staged.recipient_key, code.id, code.expires_at
         FROM staged_code AS staged
         JOIN code ON code.shop_id = $1 AND code.code_key = staged.code_key
          AND code.batch_id = $3 AND code.position = $4::bigint + staged.place
        WHERE staged.recipient_key IS NOT NULL
     ), made AS (
       INSERT INTO imported_assignment (shop_id, pool_id, code_id, recipient_id, assigned_at, expires_at)
       SELECT $1, $2, due.id, recipient.id, $5, due.expires_at
         FROM due JOIN readable.recipient ON recipient.shop_id = $1 AND recipient.key = due.recipient_key
        ORDER BY due.place
       RETURNING recipient_id)
     SELECT (SELECT count(*) FROM due) AS due, count(*) AS made,
            coalesce(array_agg(recipient_id), '{}') AS "recipientIds" FROM made`,
    [shopId, poolId, batchId, firstPosition, now],
  );
  if (row?.due !== row?.made) throw new RecipientVanished();
  await markRecipients(tx, shopId, poolId, row?.recipientIds.map(Number) ?? []);
  return row?.made ?? 0;
}

/** A customer in the chunk was erased after `upsertRecipients`. */
export class RecipientVanished extends Error {}

/** An error that makes the transaction run again. */
export function tryAgain(message: string): Error {
  return Object.assign(new Error(message), { code: "40001" });
}
