import type { InvalidInput, PoolNotFound } from "../../../../core/failures";
import type { Actor, ShopContext } from "../../../../core/ids";
import { failure, type Result, success } from "../../../../core/result";
import { columnsProblem } from "../../../../files/parse/columns/columns";
import type { Services } from "../../../../services.server";
import { recordAudit } from "../../../audit/record-audit.server";
import { findPool } from "../../../pools/find-pool.server";
import { type PoolTakesNone, rejectUploadedCodes } from "../../uploaded-codes";
import type { Batch, BatchNotFound } from "../batch";
import { enqueueImport } from "../batch-jobs.server";
import { batchColumns } from "../find-batch.server";

export interface StartingImport {
  poolId: number;
  batchId: number;
  actor: Actor;
  /** The merchant has confirmed what is uncertain about the file. */
  confirmed?: boolean;
}

/**
 * Starts the import of a draft; starting it twice has no further effect. Fails while the file has
 * unconfirmed doubts.
 */
export async function startImport(
  { database, clock }: Services,
  shop: ShopContext,
  { poolId, batchId, actor, confirmed = false }: StartingImport,
): Promise<
  Result<{ batchId: number }, BatchNotFound | PoolNotFound | InvalidInput | PoolTakesNone>
> {
  return database.transaction(async (tx) => {
    const [batch] = await tx.query<Batch>(
      `SELECT ${batchColumns} FROM batch
        WHERE shop_id = $1 AND id = $2 AND pool_id = $3 FOR UPDATE`,
      [shop.id, batchId, poolId],
    );
    if (!batch) return failure({ kind: "batch_not_found" });
    if (batch.state !== "draft") return success({ batchId });
    const problem = columnsProblem(batch.reading.columns);
    if (problem) return failure({ kind: "invalid_input", field: "columns", message: problem });
    if (batch.reading.doubts.length > 0 && !confirmed) {
      const message = "Check the preview and confirm that these are your codes.";
      return failure({ kind: "invalid_input", field: "confirmed", message });
    }
    const pool = await findPool({ database: tx }, shop, poolId);
    if (!pool.ok) return pool;
    const rejection = rejectUploadedCodes(pool.value, 1);
    if (rejection) return failure(rejection);
    await tx.query(
      `UPDATE batch SET state = 'queued', created_by = $3, last_progress_at = $4
        WHERE shop_id = $1 AND id = $2`,
      [shop.id, batchId, actor.name, clock.now()],
    );
    await enqueueImport(tx, shop, batchId);
    await recordAudit(tx, shop, actor, clock.now(), {
      action: "codes.import-started",
      poolId,
      detail: { batchId, pool: pool.value.name, file: batch.fileName, rows: batch.reading.rows },
    });
    return success({ batchId });
  });
}
