import { recordAudit } from "../../audit/record-audit.server";
import type { Actor, ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import { enqueue } from "../../database/enqueue.server";
import type { Services } from "../../services.server";
import type { Batch, BatchNotFound } from "./batch";
import { batchColumns } from "./find-batch.server";
import { type BatchInUse, batchInUse } from "./undo-import.server";

/** A job is at work on the batch: it cannot be undone before that has ended. */
export type BatchBusy = { kind: "batch_busy"; message: string };

/**
 * Starts to undo an import: a job takes all of its codes out again, or none. Refused while one of
 * them belongs to a recipient. Asked twice it is done once.
 */
export async function startUndo(
  { database, clock }: Services,
  shop: ShopContext,
  { poolId, batchId, actor }: { poolId: number; batchId: number; actor: Actor },
): Promise<Result<{ batchId: number }, BatchNotFound | BatchBusy | BatchInUse>> {
  return database.transaction(async (tx) => {
    const [batch] = await tx.query<Batch & { pool: string }>(
      `SELECT ${batchColumns}, pool.name AS pool FROM batch
         JOIN pool ON pool.shop_id = batch.shop_id AND pool.id = batch.pool_id AND pool.deleted_at IS NULL
        WHERE batch.shop_id = $1 AND batch.id = $2 AND batch.pool_id = $3 FOR UPDATE OF batch`,
      [shop.id, batchId, poolId],
    );
    if (!batch) return failure({ kind: "batch_not_found" });
    if (batch.state === "undoing" || batch.state === "undone") return success({ batchId });
    if (batch.state !== "done" && batch.state !== "failed") {
      const message = "This import is not finished yet. Undo it when it is.";
      return failure({ kind: "batch_busy", message });
    }
    const [given] = await tx.query(
      `SELECT 1 FROM code WHERE shop_id = $1 AND batch_id = $2 AND state IN ('assigned', 'redeemed')
        LIMIT 1`,
      [shop.id, batchId],
    );
    if (given) return failure(batchInUse());
    await tx.query("UPDATE batch SET state = 'undoing' WHERE shop_id = $1 AND id = $2", [
      shop.id,
      batchId,
    ]);
    await enqueue(
      tx,
      "undo-import",
      { shopId: shop.id, batchId },
      { key: `undo-import:${shop.id}:${batchId}` },
    );
    await recordAudit(tx, shop, actor, clock.now(), {
      action: "codes.undo-started",
      poolId,
      detail: { pool: batch.pool, file: batch.fileName, count: batch.added },
    });
    return success({ batchId });
  });
}
