import { recordAudit } from "../../audit/record-audit.server";
import type { ShopContext } from "../../core/ids";
import type { Transaction } from "../../database/database.server";
import { changeStock, lockStock, type StockChange } from "../../pools/stock.server";
import type { Services } from "../../services.server";

/** A code of the batch was given to somebody: it and its history stay. */
export type BatchInUse = { kind: "batch_in_use"; message: string };

export function batchInUse(): BatchInUse {
  return {
    kind: "batch_in_use",
    message:
      "A code of this import was given to a recipient already, so the import cannot be undone. Void the codes that nobody has instead.",
  };
}

/**
 * Takes all codes of a batch out again, in one transaction; or none, when one of them was given to a
 * recipient since the undo was asked for. Safe to repeat. The pool's line is held meanwhile: nothing
 * is handed out of a pool while a part of it is leaving.
 */
export async function undoImport(
  { database, clock }: Services,
  shop: Pick<ShopContext, "id">,
  batchId: number,
): Promise<void> {
  await database.transaction(async (tx) => {
    const [batch] = await tx.query<{ poolId: number; fileName: string; pool: string }>(
      `SELECT batch.pool_id AS "poolId", batch.file_name AS "fileName", pool.name AS pool
         FROM batch JOIN pool ON pool.shop_id = batch.shop_id AND pool.id = batch.pool_id
        WHERE batch.shop_id = $1 AND batch.id = $2 AND batch.state = 'undoing' FOR UPDATE OF batch`,
      [shop.id, batchId],
    );
    if (!batch) return;
    await lockStock(tx, shop.id, batch.poolId);
    if (await wasGiven(tx, shop.id, batchId)) {
      await tx.query(
        `UPDATE batch SET failure = $3, state = (CASE WHEN failure IS NULL OR failure = $3
                                                 THEN 'done' ELSE 'failed' END)::batch_state
          WHERE shop_id = $1 AND id = $2`,
        [shop.id, batchId, batchInUse().message],
      );
      return;
    }
    const { change, count } = await removeCodes(tx, shop.id, batchId);
    await changeStock(tx, shop.id, batch.poolId, change);
    await tx.query(
      "UPDATE batch SET state = 'undone', failure = NULL WHERE shop_id = $1 AND id = $2",
      [shop.id, batchId],
    );
    await recordAudit(tx, shop, { name: "app" }, clock.now(), {
      action: "codes.import-undone",
      poolId: batch.poolId,
      detail: { pool: batch.pool, file: batch.fileName, count },
    });
  });
}

/** Looks for assignments and orders of any time: a code that came back has a history, which refers to it. */
async function wasGiven(tx: Transaction, shopId: number, batchId: number): Promise<boolean> {
  const [given] = await tx.query(
    `SELECT 1 FROM code WHERE shop_id = $1 AND batch_id = $2 AND (
       state IN ('assigned', 'redeemed')
       OR EXISTS (SELECT 1 FROM assignment WHERE assignment.shop_id = $1
                     AND assignment.code_id = code.id AND released_at IS NULL AND NOT shared)
       OR EXISTS (SELECT 1 FROM assignment WHERE assignment.shop_id = $1
                     AND assignment.code_id = code.id AND (released_at IS NOT NULL OR shared))
       OR EXISTS (SELECT 1 FROM redemption WHERE redemption.shop_id = $1
                     AND redemption.code_id = code.id))
      LIMIT 1`,
    [shopId, batchId],
  );
  return given !== undefined;
}

async function removeCodes(
  tx: Transaction,
  shopId: number,
  batchId: number,
): Promise<{ change: StockChange; count: number }> {
  const removed = await tx.query<{ state: "available" | "expired" | "voided"; count: number }>(
    `WITH removed AS (
       DELETE FROM code WHERE shop_id = $1 AND batch_id = $2 RETURNING state)
     SELECT state, count(*) AS count FROM removed GROUP BY state`,
    [shopId, batchId],
  );
  return {
    change: Object.fromEntries(removed.map(({ state, count }) => [state, -count])),
    count: removed.reduce((sum, { count }) => sum + count, 0),
  };
}
