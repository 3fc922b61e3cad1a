import type { ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import type { Batch, BatchNotFound } from "./batch";

export const batchColumns = `batch.id, batch.pool_id AS "poolId", batch.state,
  batch.file_name AS "fileName", batch.byte_size AS "byteSize", batch.reading,
  batch.rows_read AS "rowsRead", batch.bytes_read AS "bytesRead", batch.added,
  batch.already_here AS "alreadyHere", batch.twice_in_file AS "twiceInFile", batch.elsewhere,
  batch.invalid, batch.removed, batch.failure, batch.created_by AS "createdBy", batch.created_at AS "createdAt",
  batch.started_at AS "startedAt", batch.last_progress_at AS "lastProgressAt",
  batch.finished_at AS "finishedAt"`;

/** Finds a batch of a pool; fails with `batch_not_found`. */
export async function findBatch(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  { poolId, batchId }: { poolId: number; batchId: number },
): Promise<Result<Batch, BatchNotFound>> {
  const [batch] = await database.query<Batch>(
    `SELECT ${batchColumns} FROM batch
       JOIN readable.pool ON pool.shop_id = batch.shop_id AND pool.id = batch.pool_id AND pool.deleted_at IS NULL
      WHERE batch.shop_id = $1 AND batch.id = $2 AND batch.pool_id = $3`,
    [shop.id, batchId, poolId],
  );
  return batch ? success(batch) : failure({ kind: "batch_not_found" });
}
