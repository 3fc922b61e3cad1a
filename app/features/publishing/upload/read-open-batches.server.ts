import type { Sql } from "../../../database/database.server";
import { newBatch, type UploadBatch, type UploadPriority } from "./upload-batch";

export interface OpenBatchesQuery {
  priority: UploadPriority;
  /** Only this pool; null: all of them. */
  poolId: number | null;
  limit: number;
}

/**
 * Unfinished batches of earlier runs. Those with an addition ID are polled; those without may or
 * may not have been sent, and are sent again.
 */
export async function readOpenBatches(
  sql: Sql,
  shopId: number,
  { priority, poolId, limit }: OpenBatchesQuery,
): Promise<UploadBatch[]> {
  const rows = await sql.query<Parameters<typeof newBatch>[0]>(
    `SELECT batch.id AS "batchId", batch.pool_id AS "poolId", discount.platform_id AS discount,
            batch.addition_id AS "additionId",
            ARRAY(SELECT code FROM readable.code
                   WHERE code.shop_id = $1 AND code.publish_batch_id = batch.id AND code.publish_status = 'uploading'
                   ORDER BY position) AS codes
       FROM publish_batch AS batch
       JOIN readable.discount ON discount.shop_id = batch.shop_id AND discount.id = batch.discount_id
      WHERE batch.shop_id = $1 AND batch.finished_at IS NULL AND batch.urgent = $2
        AND ($3::int IS NULL OR batch.pool_id = $3) AND discount.status <> 'deleted'
      ORDER BY batch.id LIMIT $4`,
    [shopId, priority === "urgent", poolId, limit],
  );
  return rows.map(newBatch);
}
