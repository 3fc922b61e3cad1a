import type { Actor, ShopContext } from "../../../../core/ids";
import { failure, type Result, success } from "../../../../core/result";
import type { Services } from "../../../../services.server";
import { recordAudit } from "../../../audit/record-audit.server";
import { type Batch, type BatchNotFound, isBusy } from "../batch";
import { enqueueUndo } from "../batch-jobs.server";
import { batchColumns } from "../find-batch.server";
import { type BatchInUse, batchInUse } from "./undo-import.server";

/** A job is still working on the batch. */
export type BatchBusy = { kind: "batch_busy"; message: string };

export interface UndoRequest {
  poolId: number;
  batchId: number;
  /** Keep codes that were assigned, instead of rejecting the undo. */
  keepAssigned?: boolean;
  actor: Actor;
}

/**
 * Starts a job that removes all codes of an import, or none. Fails if a code was assigned, unless such
 * codes may stay. Starting it twice has no further effect.
 */
export async function startUndo(
  { database, clock }: Services,
  shop: ShopContext,
  { poolId, batchId, keepAssigned = false, actor }: UndoRequest,
): Promise<Result<{ batchId: number }, BatchNotFound | BatchBusy | BatchInUse>> {
  return database.transaction(async (tx) => {
    const [batch] = await tx.query<Batch & { pool: string }>(
      `SELECT ${batchColumns}, pool.name AS pool FROM batch
         JOIN readable.pool ON pool.shop_id = batch.shop_id AND pool.id = batch.pool_id AND pool.deleted_at IS NULL
        WHERE batch.shop_id = $1 AND batch.id = $2 AND batch.pool_id = $3 FOR UPDATE OF batch`,
      [shop.id, batchId, poolId],
    );
    if (!batch) return failure({ kind: "batch_not_found" });
    if (batch.state === "undoing" || batch.state === "undone") return success({ batchId });
    if (batch.state === "draft" || isBusy(batch.state)) {
      const message = "This import isn’t finished yet. Wait for it to finish, then undo it.";
      return failure({ kind: "batch_busy", message });
    }
    const inUse = keepAssigned
      ? []
      : await tx.query(
          `SELECT 1 FROM current_code
            WHERE shop_id = $1 AND batch_id = $2 AND state IN ('assigned', 'redeemed') LIMIT 1`,
          [shop.id, batchId],
        );
    if (inUse.length > 0) return failure(batchInUse());
    await tx.query(
      `UPDATE batch SET state = 'undoing', undo_from = state, last_progress_at = $3
        WHERE shop_id = $1 AND id = $2`,
      [shop.id, batchId, clock.now()],
    );
    await enqueueUndo(tx, shop, { batchId, keepAssigned });
    await recordAudit(tx, shop, actor, clock.now(), {
      action: "codes.undo-started",
      poolId,
      detail: { batchId, pool: batch.pool, file: batch.fileName, count: batch.added },
    });
    return success({ batchId });
  });
}
