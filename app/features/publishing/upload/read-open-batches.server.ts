import type { Sql } from "../../../database/database.server";
import { newBatch, type UploadBatch, type UploadPriority } from "./upload-batch";

export interface OpenBatchesQuery {
  priority: UploadPriority;
  /** Only of this pool; null: of all. */
  poolId: number | null;
  most: number;
}

/**
 * The uploads that are not worked off, as whoever began them left them. Those whose addition the
 * platform confirmed are to be read; those without were perhaps sent, and are sent again.
 */
export async function readOpenBatches(
  sql: Sql,
  shopId: number,
  { priority, poolId, most }: OpenBatchesQuery,
): Promise<UploadBatch[]> {
  const rows = await sql.query<Parameters<typeof newBatch>[0]>(
    `SELECT upload.id AS "uploadId", upload.pool_id AS "poolId", discount.platform_id AS discount,
            upload.addition_id AS "additionId",
            ARRAY(SELECT code FROM code
                   WHERE code.shop_id = $1 AND code.upload_id = upload.id AND code.upload = 'uploading'
                   ORDER BY position) AS codes
       FROM publish_batch AS upload
       JOIN discount ON discount.shop_id = upload.shop_id AND discount.id = upload.discount_id
      WHERE upload.shop_id = $1 AND upload.finished_at IS NULL AND upload.urgent = $2
        AND ($3::int IS NULL OR upload.pool_id = $3) AND discount.status <> 'deleted'
      ORDER BY upload.id LIMIT $4`,
    [shopId, priority === "urgent", poolId, most],
  );
  return rows.map(newBatch);
}
