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

/** Codes per transaction: the line is held for some hundredths of a second. */
const codesPerStep = 2_000;

/**
 * Takes the codes of a batch out again, in steps that may be stopped and go on later; or none, when one
 * of them was given to a recipient before the first step. The pool goes on handing out meanwhile: what
 * it gives of the batch until its turn stays with the recipients, and the import says so. Safe to
 * repeat. Throws when `signal` is aborted.
 */
export async function undoImport(
  { database, clock }: Services,
  shop: Pick<ShopContext, "id">,
  batchId: number,
  signal: AbortSignal,
): Promise<void> {
  for (let more = true; more; ) {
    signal.throwIfAborted();
    more = await database.transaction(async (tx) => {
      const batch = await findUndoing(tx, shop.id, batchId);
      if (!batch) return false;
      // Before the line is taken: it looks at every code of the batch.
      if (batch.undone === 0 && (await wasGiven(tx, shop.id, batchId))) {
        await refuseUndo(tx, shop.id, batchId);
        return false;
      }
      const count = await undoStep(tx, shop.id, batchId, batch.poolId);
      if (count > 0) return true;
      await endUndo(tx, shop, { ...batch, id: batchId }, clock.now());
      return false;
    });
  }
}

interface UndoingBatch {
  poolId: number;
  fileName: string;
  pool: string;
  undone: number;
}

async function findUndoing(
  tx: Transaction,
  shopId: number,
  batchId: number,
): Promise<UndoingBatch | undefined> {
  const [batch] = await tx.query<UndoingBatch>(
    `SELECT batch.pool_id AS "poolId", batch.file_name AS "fileName", pool.name AS pool, batch.undone
       FROM batch JOIN pool ON pool.shop_id = batch.shop_id AND pool.id = batch.pool_id
      WHERE batch.shop_id = $1 AND batch.id = $2 AND batch.state = 'undoing' FOR UPDATE OF batch`,
    [shopId, batchId],
  );
  return batch;
}

async function refuseUndo(tx: Transaction, shopId: number, batchId: number): Promise<void> {
  await tx.query(
    `UPDATE batch SET failure = $3, state = (CASE WHEN failure IS NULL OR failure = $3
                                             THEN 'done' ELSE 'failed' END)::batch_state
      WHERE shop_id = $1 AND id = $2`,
    [shopId, batchId, batchInUse().message],
  );
}

/** Resolves how many codes it took out. */
async function undoStep(
  tx: Transaction,
  shopId: number,
  batchId: number,
  poolId: number,
): Promise<number> {
  await lockStock(tx, shopId, poolId);
  const { change, supply, count } = await removeCodes(tx, shopId, batchId);
  await changeStock(tx, shopId, poolId, change);
  if (supply) {
    await changeSupply(tx, shopId, poolId, supply);
    await wakeRemoval(tx, shopId);
  }
  await tx.query("UPDATE batch SET undone = undone + $3 WHERE shop_id = $1 AND id = $2", [
    shopId,
    batchId,
    count,
  ]);
  return count;
}

async function endUndo(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  batch: UndoingBatch & { id: number },
  now: Date,
): Promise<void> {
  const [row] = await tx.query<{ left: number }>(
    `SELECT count(*) AS "left" FROM code WHERE shop_id = $1 AND batch_id = $2`,
    [shop.id, batch.id],
  );
  const left = row?.left ?? 0;
  const text = `While this import was being undone, ${left.toLocaleString("en-US")} of its codes ${left === 1 ? "was" : "were"} handed out. They stay with their recipients.`;
  await tx.query("UPDATE batch SET state = 'undone', failure = $3 WHERE shop_id = $1 AND id = $2", [
    shop.id,
    batch.id,
    left > 0 ? text : null,
  ]);
  await recordAudit(tx, shop, { name: "app" }, now, {
    action: "codes.import-undone",
    poolId: batch.poolId,
    detail: { pool: batch.pool, file: batch.fileName, count: batch.undone },
  });
}

/** SQL: somebody got `code` at some time, or an order used it: it and its history stay. */
const hasHistory = `(state IN ('assigned', 'redeemed')
       OR EXISTS (SELECT 1 FROM assignment WHERE assignment.shop_id = $1
                     AND assignment.code_id = code.id AND released_at IS NULL AND NOT shared)
       OR EXISTS (SELECT 1 FROM assignment WHERE assignment.shop_id = $1
                     AND assignment.code_id = code.id AND (released_at IS NOT NULL OR shared))
       OR EXISTS (SELECT 1 FROM redemption WHERE redemption.shop_id = $1
                     AND redemption.code_id = code.id))`;

/** Looks for assignments and orders of any time: a code that came back has a history, which refers to it. */
async function wasGiven(tx: Transaction, shopId: number, batchId: number): Promise<boolean> {
  const [given] = await tx.query(
    `SELECT 1 FROM code WHERE shop_id = $1 AND batch_id = $2 AND ${hasHistory}
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
       DELETE FROM code WHERE shop_id = $1 AND id IN (
         SELECT id FROM code WHERE shop_id = $1 AND batch_id = $2 AND NOT ${hasHistory} LIMIT $3)
       RETURNING state, upload, upload_id, platform_id, code, code_key
     ), left_over AS (
       INSERT INTO code_leftover (shop_id, upload_id, platform_id, code, code_key)
       SELECT $1, upload_id, platform_id, code, code_key FROM removed
        WHERE upload_id IS NOT NULL AND upload IN ('uploading', 'live')
     )
     SELECT state, upload, count(*) AS count FROM removed GROUP BY state, upload`,
    [shopId, batchId, codesPerStep],
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
