import type { ShopContext } from "../../../../core/ids";
import type { Sql, Transaction } from "../../../../database/database.server";
import type { Services } from "../../../../services.server";
import { recordAudit } from "../../../audit/record-audit.server";
import { changeStock, lockStock, type StockChange } from "../../../pools/stock/stock.server";
import {
  changeSupply,
  enqueueRemoval,
  type SupplyChange,
} from "../../../pools/stock/supply-figures.server";
import { keepForRemoval } from "../../publishing/code-updates";
import type { PublishStatus } from "../../publishing/publish-status";
import { isBatchOver } from "../batch-jobs.server";
import { type BatchCodes, isUnused } from "./unused-codes.server";

/** A code of the batch was assigned, so it and its history have to stay. */
export type BatchInUse = { kind: "batch_in_use"; message: string };

export function batchInUse(): BatchInUse {
  const message =
    "Customers already have codes from this import, so it wasn’t undone. You can remove only the unassigned codes.";
  return { kind: "batch_in_use", message };
}

/** The reason shown if there is no more specific one. */
export const undoFailed =
  "The import couldn’t be undone because of a problem on our side. Its codes are still in the pool. Try again.";

/**
 * Removes all codes of a batch in one transaction, or none if one was assigned since the undo started
 * or the removal keeps failing. With `keepAssigned`, codes that are or were assigned stay. Safe to repeat.
 * Holds the pool's lock, so nothing is assigned from the pool in the meantime.
 */
export async function undoImport(
  services: Services,
  shop: Pick<ShopContext, "id">,
  { batchId, keepAssigned = false }: { batchId: number; keepAssigned?: boolean },
): Promise<void> {
  try {
    await undoBatch(services, shop, batchId, keepAssigned);
  } catch (error) {
    if (!(await isBatchOver(services, shop, batchId, error))) throw error;
    services.log.error({ batch: batchId, err: error }, "undo ended");
    await endUndo(services.database, shop, batchId, undoFailed);
  }
}

/** Restores the batch's state from before the undo, with the reason for the merchant. */
export async function endUndo(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  batchId: number,
  reason: string,
): Promise<void> {
  await sql.query(
    `UPDATE batch SET failure = $3, state = coalesce(undo_from, 'done'), undo_from = NULL
      WHERE shop_id = $1 AND id = $2 AND state = 'undoing'`,
    [shop.id, batchId, reason],
  );
}

interface UndoneBatch {
  poolId: number;
  fileName: string;
  pool: string;
  /** Codes of the batch that still exist. */
  left: number;
}

async function undoBatch(
  { database, clock }: Services,
  shop: Pick<ShopContext, "id">,
  batchId: number,
  keepAssigned: boolean,
): Promise<void> {
  await database.transaction(
    async (tx) => {
      const [batch] = await tx.query<UndoneBatch>(
        `SELECT batch.pool_id AS "poolId", batch.file_name AS "fileName", pool.name AS pool,
              batch.added - batch.removed AS left
         FROM batch JOIN readable.pool ON pool.shop_id = batch.shop_id AND pool.id = batch.pool_id
        WHERE batch.shop_id = $1 AND batch.id = $2 AND batch.state = 'undoing' FOR UPDATE OF batch`,
        [shop.id, batchId],
      );
      if (!batch) return;
      await lockStock(tx, shop.id, batch.poolId);
      const codes = { shopId: shop.id, batchId };
      if (!keepAssigned && (await isAnyAssigned(tx, codes))) {
        await endUndo(tx, shop, batchId, batchInUse().message);
        return;
      }
      const { change, supply, count } = await removeUnused(tx, codes);
      await changeStock(tx, shop.id, batch.poolId, change);
      if (supply) {
        await changeSupply(tx, shop.id, batch.poolId, supply);
        await enqueueRemoval(tx, shop.id);
      }
      await tx.query(
        `UPDATE batch SET removed = removed + $3, failure = NULL, undo_from = NULL,
              state = CASE WHEN removed + $3 >= added THEN 'undone'
                           ELSE coalesce(undo_from, 'done') END
        WHERE shop_id = $1 AND id = $2`,
        [shop.id, batchId, count],
      );
      await recordAudit(tx, shop, { name: "app" }, clock.now(), {
        action: "codes.import-undone",
        poolId: batch.poolId,
        detail: {
          batchId,
          pool: batch.pool,
          file: batch.fileName,
          count,
          kept: batch.left - count,
        },
      });
    },
    { longStatements: true },
  );
}

async function isAnyAssigned(tx: Transaction, { shopId, batchId }: BatchCodes) {
  const inUse = await tx.query(
    `SELECT 1 FROM current_code AS code WHERE shop_id = $1 AND batch_id = $2 AND NOT ${isUnused} LIMIT 1`,
    [shopId, batchId],
  );
  return inUse.length > 0;
}

/** Published codes go to the deletion backlog, and a job removes them from the platform. */
async function removeUnused(
  tx: Transaction,
  { shopId, batchId }: BatchCodes,
): Promise<{ change: StockChange; supply: SupplyChange | null; count: number }> {
  const removed = await tx.query<{
    state: "available" | "expired" | "voided";
    publishStatus: PublishStatus;
    count: number;
  }>(
    `WITH removed AS (
       DELETE FROM current_code AS code WHERE shop_id = $1 AND batch_id = $2 AND ${isUnused}
       RETURNING state, publish_status, publish_batch_id, platform_id, code, code_key
     ), orphaned AS (${keepForRemoval("removed")}
     )
     SELECT state, publish_status AS "publishStatus", count(*) AS count FROM removed GROUP BY state, publish_status`,
    [shopId, batchId],
  );
  const sum = (name: "state" | "publishStatus", value: string) =>
    removed.filter((row) => row[name] === value).reduce((total, { count }) => total + count, 0);
  const counts = <Name extends string>(name: "state" | "publishStatus", values: readonly Name[]) =>
    Object.fromEntries(values.map((value) => [value, -sum(name, value)]));
  const uploaded = removed.some(({ publishStatus }) => publishStatus !== "none");
  return {
    change: counts("state", ["available", "expired", "voided"]),
    supply: uploaded ? counts("publishStatus", ["uploading", "live", "refused", "removed"]) : null,
    count: removed.reduce((total, { count }) => total + count, 0),
  };
}
