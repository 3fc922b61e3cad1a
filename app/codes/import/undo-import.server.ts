import { recordAudit } from "../../audit/record-audit.server";
import type { ShopContext } from "../../core/ids";
import type { Transaction } from "../../database/database.server";
import { changeStock, lockStock, type StockChange } from "../../pools/stock.server";
import { changeSupply, type SupplyChange, wakeRemoval } from "../../pools/supply-figures.server";
import type { Services } from "../../services.server";
import type { UploadState } from "../upload-state";

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
  await database.transaction(
    async (tx) => {
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
      const { change, supply, count } = await removeCodes(tx, shop.id, batchId);
      await changeStock(tx, shop.id, batch.poolId, change);
      if (supply) {
        await changeSupply(tx, shop.id, batch.poolId, supply);
        await wakeRemoval(tx, shop.id);
      }
      await tx.query(
        "UPDATE batch SET state = 'undone', failure = NULL WHERE shop_id = $1 AND id = $2",
        [shop.id, batchId],
      );
      await recordAudit(tx, shop, { name: "app" }, clock.now(), {
        action: "codes.import-undone",
        poolId: batch.poolId,
        detail: { pool: batch.pool, file: batch.fileName, count },
      });
    },
    { longStatements: true },
  );
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

/** What the platform has or is about to get of them is left for a job to remove there. */
async function removeCodes(
  tx: Transaction,
  shopId: number,
  batchId: number,
): Promise<{ change: StockChange; supply: SupplyChange | null; count: number }> {
  const removed = await tx.query<{
    state: "available" | "expired" | "voided";
    upload: UploadState;
    count: number;
  }>(
    `WITH removed AS (
       DELETE FROM code WHERE shop_id = $1 AND batch_id = $2
       RETURNING state, upload, upload_id, platform_id, code, code_key
     ), left_over AS (
       INSERT INTO code_leftover (shop_id, upload_id, platform_id, code, code_key)
       SELECT $1, upload_id, platform_id, code, code_key FROM removed
        WHERE upload_id IS NOT NULL AND upload IN ('uploading', 'live')
     )
     SELECT state, upload, count(*) AS count FROM removed GROUP BY state, upload`,
    [shopId, batchId],
  );
  const sum = (name: "state" | "upload", value: string) =>
    removed.filter((row) => row[name] === value).reduce((total, { count }) => total + count, 0);
  const counts = <Name extends string>(name: "state" | "upload", values: readonly Name[]) =>
    Object.fromEntries(values.map((value) => [value, -sum(name, value)]));
  const uploaded = removed.some(({ upload }) => upload !== "none");
  return {
    change: counts("state", ["available", "expired", "voided"]),
    supply: uploaded ? counts("upload", ["uploading", "live", "refused", "removed"]) : null,
    count: removed.reduce((total, { count }) => total + count, 0),
  };
}
