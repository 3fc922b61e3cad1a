import { recordAudit } from "../../audit/record-audit.server";
import type { ShopContext } from "../../core/ids";
import { wakeSampleCheck } from "../../pools/supply-figures.server";
import type { Services } from "../../services.server";
import { type Batch, rejectCount } from "./batch";
import { batchColumns } from "./find-batch.server";

/**
 * Ends an import that runs: done, or failed for the reason given. The file goes, because all of it
 * that counts is codes and rejects now, and it may hold addresses. Nothing when it is over already.
 */
export async function endImport(
  { database, clock }: Services,
  shop: Pick<ShopContext, "id">,
  batchId: number,
  failureText: string | null,
): Promise<void> {
  await database.transaction(async (tx) => {
    const now = clock.now();
    const [batch] = await tx.query<
      Batch & { uploadId: string | null; pool: string; linked: boolean }
    >(
      `SELECT ${batchColumns}, batch.upload_id AS "uploadId", pool.name AS pool,
              pool.discount_id IS NOT NULL AS linked
         FROM batch JOIN pool ON pool.shop_id = batch.shop_id AND pool.id = batch.pool_id
        WHERE batch.shop_id = $1 AND batch.id = $2 AND batch.state IN ('queued', 'running')
          FOR UPDATE OF batch`,
      [shop.id, batchId],
    );
    if (!batch) return;
    await tx.query(
      `UPDATE batch SET state = $3, failure = $4, finished_at = $5, upload_id = NULL
        WHERE shop_id = $1 AND id = $2`,
      [shop.id, batchId, failureText === null ? "done" : "failed", failureText, now],
    );
    await tx.query("DELETE FROM upload WHERE shop_id = $1 AND id = $2", [shop.id, batch.uploadId]);
    if (batch.added > 0 && !batch.linked) await wakeSampleCheck(tx, shop.id, batch.poolId);
    await recordAudit(tx, shop, { name: batch.createdBy }, now, {
      action: failureText === null ? "codes.import-finished" : "codes.import-failed",
      poolId: batch.poolId,
      detail: {
        pool: batch.pool,
        file: batch.fileName,
        added: batch.added,
        refused: rejectCount(batch),
      },
    });
  });
}
