import type { Actor, ShopContext } from "../../../../core/ids";
import { dropUpload } from "../../../../files/store/drop-uploads.server";
import type { Services } from "../../../../services.server";
import { recordAudit } from "../../../audit/record-audit.server";
import { requestGuardWrite } from "../../../pools/request-guard-write.server";
import { enqueueSampleCheck } from "../../../pools/stock/supply-figures.server";
import { type Batch, rejectCount } from "../batch";
import { batchColumns } from "../find-batch.server";

export type ImportEnd =
  | { state: "done" }
  /** `reason`: a sentence for the merchant. */
  | { state: "failed"; reason: string }
  | { state: "stopped"; by: Actor };

const actions = {
  done: "codes.import-finished",
  failed: "codes.import-failed",
  stopped: "codes.import-stopped",
};

/**
 * Ends a queued or running import. Imported codes and the report stay. The file is deleted: it is no
 * longer needed and may contain addresses. Resolves false if the import has already ended.
 */
export async function finishImport(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  batchId: number,
  end: ImportEnd,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const now = clock.now();
    const [batch] = await tx.query<
      Batch & { uploadId: string | null; pool: string; linked: boolean }
    >(
      `SELECT ${batchColumns}, batch.upload_id AS "uploadId", pool.name AS pool,
              pool.discount_id IS NOT NULL AS linked
         FROM batch JOIN readable.pool ON pool.shop_id = batch.shop_id AND pool.id = batch.pool_id
        WHERE batch.shop_id = $1 AND batch.id = $2 AND batch.state IN ('queued', 'running')
          FOR UPDATE OF batch`,
      [shop.id, batchId],
    );
    if (!batch) return false;
    await tx.query(
      `UPDATE batch SET state = $3, failure = $4, finished_at = $5, upload_id = NULL
        WHERE shop_id = $1 AND id = $2`,
      [shop.id, batchId, end.state, end.state === "failed" ? end.reason : null, now],
    );
    await dropUpload(tx, shop, batch.uploadId);
    if (batch.added > 0 && !batch.linked) await enqueueSampleCheck(tx, shop.id, batch.poolId);
    // Codes of this pool may be recognized differently at checkout, and those of others no longer.
    if (batch.added > 0) await requestGuardWrite(tx, shop.id);
    const actor = end.state === "stopped" ? end.by : { name: batch.createdBy };
    await recordAudit(tx, shop, actor, now, {
      action: actions[end.state],
      poolId: batch.poolId,
      detail: {
        batchId,
        pool: batch.pool,
        file: batch.fileName,
        added: batch.added,
        refused: rejectCount(batch),
      },
    });
    return true;
  });
}

/** Waits until chunks that the shop's imports are writing have been committed. */
export async function waitForImports(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query(
      "SELECT 1 FROM batch WHERE shop_id = $1 AND state IN ('queued', 'running') FOR UPDATE",
      [shop.id],
    );
  });
}
