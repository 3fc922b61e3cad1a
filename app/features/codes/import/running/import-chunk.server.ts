import { failure, type Result, success } from "../../../../core/result";
import type { Transaction } from "../../../../database/database.server";
import type { Services } from "../../../../services.server";
import type { PoolType } from "../../../pools/pool";
import { poolActive } from "../../../pools/pool-is-open";
import { changePoolDays } from "../../../pools/stock/pool-days.server";
import { changeStock, lockStock } from "../../../pools/stock/stock.server";
import { changeSupply, enqueueUpload } from "../../../pools/stock/supply-figures.server";
import { type PoolTakesNone, rejectUploadedCodes } from "../../uploaded-codes";
import type { CodeChunk } from "./code-chunk";
import {
  type CodesToInsert,
  type Collisions,
  type InsertedCodes,
  insertCodes,
  tryAgain,
} from "./insert-codes.server";
import { rejectHolders } from "./reject-holders.server";
import { copyRejects, stageCodes } from "./stage-codes.server";

export interface ChunkOfBatch extends Omit<CodesToInsert, "publishStatus">, CodeChunk {
  /** In the shop's time zone, `YYYY-MM-DD`. */
  day: string;
  /** Rows that have to be imported before this chunk, and rows imported after it. */
  rowsBefore: number;
  rowsRead: number;
  bytesRead: number;
  collisions: Collisions;
}

/** Another worker took over the batch, or it has ended. */
export type BatchMoved = { kind: "batch_moved" };
/** The pool is inactive, but the chunk has codes with recipients. */
export type PoolClosed = { kind: "pool_closed"; message: string };
export type PoolGone = { kind: "pool_gone"; message: string };

/**
 * Imports one chunk atomically: codes, assignments, rejects, figures and the batch's progress. Two
 * workers on one batch can't both import it. Resolves whether to expect collisions in the next chunk.
 */
export async function importChunk(
  { database }: Services,
  chunk: ChunkOfBatch,
): Promise<Result<Collisions, BatchMoved | PoolGone | PoolClosed | PoolTakesNone>> {
  return database.transaction(async (tx) => {
    const { shopId, poolId, batchId, codes, rejects } = chunk;
    const [batch] = await tx.query<{ shared: boolean; discountId: number | null }>(
      `SELECT pool.type = 'shared' AS shared, pool.discount_id AS "discountId" FROM batch
         JOIN readable.pool ON pool.shop_id = batch.shop_id AND pool.id = batch.pool_id
        WHERE batch.shop_id = $1 AND batch.id = $2 AND batch.state = 'running'
          AND batch.rows_read = $3
          FOR UPDATE OF batch`,
      [shopId, batchId, chunk.rowsBefore],
    );
    if (!batch) return failure({ kind: "batch_moved" });
    // Insert codes first and lock the pool last, so assignments don't wait for an import. If the pool
    // may reject the code, or a recipient may already have one, lock it first, so nothing is added
    // or
    // assigned in between.
    const forRecipients = codes.some(({ recipientKey }) => recipientKey !== null);
    if (batch.shared || forRecipients) await lockStock(tx, shopId, poolId);
    await tx.query("SET LOCAL work_mem = '32MB'");
    await stageCodes(tx, codes);
    await copyRejects(tx, shopId, batchId, rejects);
    const publishStatus = batch.discountId === null ? "none" : "uploading";
    const holders = forRecipients ? await rejectHolders(tx, chunk) : 0;
    const staged = codes.length - holders;
    const [inserted, collisions] = await insertStaged(tx, { ...chunk, publishStatus }, staged);
    await lockStock(tx, shopId, poolId);
    const refused = await refusePool(tx, chunk, inserted, batch.discountId);
    if (refused) return failure(refused);
    const { available, assigned } = inserted;
    await changeStock(tx, shopId, poolId, {
      available,
      assigned,
      ...(available > 0 ? { availableFrom: inserted.firstPosition } : {}),
    });
    if (assigned > 0) {
      await changePoolDays(tx, shopId, poolId, [{ day: chunk.day, source: "import", assigned }]);
    }
    if (publishStatus === "uploading" && available + assigned > 0) {
      await changeSupply(tx, shopId, poolId, { uploading: available + assigned });
      await enqueueUpload(tx, shopId);
    }
    await recordProgress(tx, chunk, inserted, rejects.length + holders);
    return success(collisions);
  });
}

async function insertStaged(
  tx: Transaction,
  chunk: ChunkOfBatch & CodesToInsert,
  staged: number,
): Promise<[InsertedCodes, Collisions]> {
  const inserted = await insertCodes(tx, chunk, staged, chunk.collisions);
  if (inserted) return [inserted, chunk.collisions];
  const mixed = await insertCodes(tx, chunk, staged, "expected");
  if (!mixed) throw new Error("An insert that expects collisions still failed.");
  return [mixed, "expected"];
}

/**
 * Checks the pool under its lock. Deleting a pool leaves the removal of its codes to a job that takes
 * the same lock: either the pool is seen as deleted here, or that job runs after this chunk.
 */
async function refusePool(
  tx: Transaction,
  { shopId, poolId }: Pick<CodesToInsert, "shopId" | "poolId">,
  { available, assigned }: InsertedCodes,
  discountId: number | null,
): Promise<PoolGone | PoolClosed | PoolTakesNone | undefined> {
  const [pool] = await tx.query<{
    type: PoolType;
    discountId: number | null;
    open: boolean;
    available: number;
    assigned: number;
    redeemed: number;
  }>(
    `SELECT pool.type, pool.discount_id AS "discountId",
            ${poolActive} AS open, stock.available, stock.assigned, stock.redeemed
       FROM readable.pool JOIN readable.pool_stock AS stock ON stock.shop_id = pool.shop_id AND stock.pool_id = pool.id
      WHERE pool.shop_id = $1 AND pool.id = $2 AND pool.deleted_at IS NULL`,
    [shopId, poolId],
  );
  if (!pool) return { kind: "pool_gone", message: "The pool was deleted during the import." };
  // Linked to a discount since the insert: insert the codes again, under that discount.
  if (pool.discountId !== discountId) throw tryAgain("The pool was linked to a discount.");
  if (assigned > 0 && !pool.open) return { kind: "pool_closed", message: "The pool is inactive." };
  return rejectUploadedCodes(pool, available + assigned);
}

async function recordProgress(
  tx: Transaction,
  chunk: ChunkOfBatch,
  inserted: InsertedCodes,
  invalid: number,
): Promise<void> {
  const { rejected } = inserted;
  await tx.query(
    `UPDATE batch SET rows_read = $3, bytes_read = $4, added = added + $5,
       already_here = already_here + $6, twice_in_file = twice_in_file + $7,
       elsewhere = elsewhere + $8, invalid = invalid + $9, last_progress_at = $10
     WHERE shop_id = $1 AND id = $2`,
    [
      chunk.shopId,
      chunk.batchId,
      chunk.rowsRead,
      chunk.bytesRead,
      inserted.available + inserted.assigned,
      rejected.already_in_pool,
      rejected.twice_in_file,
      rejected.in_another_pool,
      invalid,
      chunk.now,
    ],
  );
}
