import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { joinBatch, skipUpload } from "../../codes/publishing/code-updates";
import { lockStock } from "../../pools/stock/stock.server";
import { changeSupply } from "../../pools/stock/supply-figures.server";
import { newBatch, type UploadBatch, type UploadPriority } from "./upload-batch";

export interface BatchClaim {
  priority: UploadPriority;
  /** Only this pool; null: all pools of the shop, longest waiting first. */
  poolId: number | null;
  codesPerBatch: number;
  batches: number;
}

/**
 * Groups pending codes into upload batches and stores these before anything is sent. Codes that
 * expired or were voided while pending are dropped. Empty when nothing is pending.
 */
export async function claimPendingBatches(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: { id: number },
  claim: BatchClaim,
): Promise<UploadBatch[]> {
  for (;;) {
    const pool = await nextPool({ database }, shop.id, claim);
    if (!pool) return [];
    const claimed = await database.transaction((tx) =>
      claimFromPool(tx, shop.id, pool, claim, clock.now()),
    );
    // All of them were expired or voided: try the next pool.
    if (claimed.length > 0) return claimed;
  }
}

interface PendingPool {
  poolId: number;
  discountId: number;
  discount: string;
}

async function nextPool(
  { database }: Pick<Services, "database">,
  shopId: number,
  { priority, poolId }: BatchClaim,
): Promise<PendingPool | undefined> {
  const [pool] = await database.query<PendingPool>(
    `SELECT pool.id AS "poolId", discount.id AS "discountId", discount.platform_id AS discount
       FROM readable.pool
       JOIN readable.pool_supply AS supply ON supply.shop_id = pool.shop_id AND supply.pool_id = pool.id
      CROSS JOIN LATERAL (
        SELECT position, ${discountOf("pool.discount_id")} AS discount_id FROM readable.code
         WHERE code.shop_id = $1 AND code.pool_id = pool.id AND ${isPending(priority)}
         ORDER BY position LIMIT 1) AS first
       JOIN readable.discount ON discount.shop_id = pool.shop_id AND discount.id = first.discount_id
      WHERE pool.shop_id = $1 AND ($2::int IS NULL OR pool.id = $2) AND pool.deleted_at IS NULL
        AND supply.uploading > 0 AND discount.status <> 'deleted'
      ORDER BY first.position LIMIT 1`,
    [shopId, poolId],
  );
  return pool;
}

/**
 * SQL: the discount that a pending code is uploaded under. It's the pool's discount at the time of
 * the assignment, unless that was deleted since; otherwise the pool's current one.
 */
const discountOf = (own: string) => `coalesce((
  SELECT past.discount_id FROM (
    SELECT discount_id FROM pool_past_discount
     WHERE shop_id = code.shop_id AND pool_id = code.pool_id AND through >= code.position
     ORDER BY through LIMIT 1) AS past
    JOIN readable.discount ON discount.shop_id = code.shop_id AND discount.id = past.discount_id
     AND discount.status <> 'deleted'), ${own})`;

/** Matches the partial indexes `code_waiting` and `code_urgent`. */
function isPending(priority: UploadPriority): string {
  const waiting = "code.publish_status = 'uploading' AND code.publish_batch_id IS NULL";
  return priority === "urgent" ? `${waiting} AND code.stored_state = 'assigned'` : waiting;
}

async function claimFromPool(
  tx: Transaction,
  shopId: number,
  { poolId, discountId, discount }: PendingPool,
  { priority, codesPerBatch, batches }: BatchClaim,
  now: Date,
): Promise<UploadBatch[]> {
  // The lock isn't only for the figures: a claim relies on codes not changing while it holds it.
  await lockStock(tx, shopId, poolId);
  const rows = await tx.query<{ batchId: number | null; count: number; codes: string[] }>(
    `WITH next AS MATERIALIZED (
       SELECT id, position, code, state IN ('available', 'assigned') AS alive FROM current_code AS code
        WHERE shop_id = $1 AND pool_id = $2 AND ${isPending(priority)}
          -- One discount per batch. Later calls pick up the others.
          AND ${discountOf("(SELECT discount_id FROM readable.pool WHERE shop_id = $1 AND id = $2)")} = $3
        ORDER BY position LIMIT $4::int * $5::int
     ), placed AS (
       SELECT id, position, code, (row_number() OVER (ORDER BY position) - 1) / $4::int AS batch_index
         FROM next WHERE alive
     ), numbered AS MATERIALIZED (
       SELECT batch_index, nextval('publish_batch_id_seq') AS id, count(*) AS count,
              array_agg(code ORDER BY position) AS codes, array_agg(placed.id) AS ids
         FROM placed GROUP BY batch_index ORDER BY batch_index
     ), written AS (
       INSERT INTO publish_batch (shop_id, id, pool_id, discount_id, codes, urgent, created_at)
       SELECT $1, id, $2, $3, count, $6, $7 FROM numbered
     ), member AS (
       SELECT numbered.id AS publish_batch_id, unnest(ids) AS id FROM numbered
     ), joined AS (${joinBatch("member")}
     ), dead AS (
       SELECT id FROM next WHERE NOT alive
     ), skipped AS (${skipUpload("dead")}
     )
     SELECT id AS "batchId", count, codes FROM numbered
     UNION ALL
     SELECT NULL, count(*), '{}' FROM next WHERE NOT alive HAVING count(*) > 0
     ORDER BY 1`,
    [shopId, poolId, discountId, codesPerBatch, batches, priority === "urgent", now],
  );
  const dead = rows.find(({ batchId }) => batchId === null)?.count ?? 0;
  if (dead > 0) await changeSupply(tx, shopId, poolId, { uploading: -dead });
  return rows.flatMap(({ batchId, codes }) =>
    batchId === null ? [] : [newBatch({ batchId, poolId, discount, codes, additionId: null })],
  );
}
