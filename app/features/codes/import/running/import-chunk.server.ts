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
  /** The shop's calendar day, `YYYY-MM-DD`. */
  day: string;
  /** Rows that must be worked off before this chunk, and that are after it. */
  rowsBefore: number;
  rowsRead: number;
  bytesRead: number;
  collisions: Collisions;
}

/** Somebody else works on the batch, or it is over. */
export type BatchMoved = { kind: "batch_moved" };
/** The pool is inactive, and codes of the chunk were to be assigned. */
export type PoolClosed = { kind: "pool_closed"; message: string };
export type PoolGone = { kind: "pool_gone"; message: string };

/**
 * Brings one chunk of an import in, whole or not at all: codes, assignments, rejects, figures and how
 * far the import is. Two workers on one batch cannot both do it. Resolves what to expect of the next.
 */
export async function importChunk(
  { database }: Services,
  chunk: ChunkOfBatch,
): Promise<Result<Collisions, BatchMoved | PoolGone | PoolClosed | PoolTakesNone>> {
  return database.transaction(async (tx) => {
    const { shopId, poolId, batchId, codes, rejects } = chunk;
    const [batch] = await tx.query<{ shared: boolean; discountId: number | null }>(
      `SELECT pool.type = 'shared' AS shared, pool.discount_id AS "discountId" FROM batch
         JOIN pool ON pool.shop_id = batch.shop_id AND pool.id = batch.pool_id
        WHERE batch.shop_id = $1 AND batch.id = $2 AND batch.state = 'running'
          AND batch.rows_read = $3
          FOR UPDATE OF batch`,
      [shopId, batchId, chunk.rowsBefore],
    );
    if (!batch) return failure({ kind: "batch_moved" });
    // Codes come in first and the pool is locked last, so that assignments do not wait for an import.
    // Not so where the pool may turn the code down, or a recipient may have one already: then nothing
    // may come in or be assigned meanwhile.
    const forRecipients = codes.some(({ recipientKey }) => recipientKey !== null);
    if (batch.shared || forRecipients) await lockStock(tx, shopId, poolId);
    await tx.query("SET LOCAL work_mem = '32MB'");
    await stageCodes(tx, codes);
    await copyRejects(tx, shopId, batchId, rejects);
    const publishStatus = batch.discountId === null ? "none" : "uploading";
    const holders = forRecipients ? await rejectHolders(tx, chunk) : 0;
    const staged = codes.length - holders;
    const [taken, collisions] = await takeIn(tx, { ...chunk, publishStatus }, staged);
    await lockStock(tx, shopId, poolId);
    const refused = await refusePool(tx, chunk, taken, batch.discountId);
    if (refused) return failure(refused);
    const { available, assigned } = taken;
    await changeStock(tx, shopId, poolId, {
      available,
      assigned,
      ...(available > 0 ? { availableFrom: taken.firstPosition } : {}),
    });
    if (assigned > 0) {
      await changePoolDays(tx, shopId, poolId, [{ day: chunk.day, source: "import", assigned }]);
    }
    if (publishStatus === "uploading" && available + assigned > 0) {
      await changeSupply(tx, shopId, poolId, { uploading: available + assigned });
      await enqueueUpload(tx, shopId);
    }
    await recordProgress(tx, chunk, taken, rejects.length + holders);
    return success(collisions);
  });
}

async function takeIn(
  tx: Transaction,
  chunk: ChunkOfBatch & CodesToInsert,
  staged: number,
): Promise<[InsertedCodes, Collisions]> {
  const taken = await insertCodes(tx, chunk, staged, chunk.collisions);
  if (taken) return [taken, chunk.collisions];
  const mixed = await insertCodes(tx, chunk, staged, "expected");
  if (!mixed) throw new Error("Codes that were expected got in the way.");
  return [mixed, "expected"];
}

/**
 * Looks at the pool behind its line. Whoever deletes a pool leaves the removal of its codes to a job
 * that takes the line too: seen from here the pool is gone, or that job comes after this chunk.
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
       FROM pool JOIN pool_stock AS stock ON stock.shop_id = pool.shop_id AND stock.pool_id = pool.id
      WHERE pool.shop_id = $1 AND pool.id = $2 AND pool.deleted_at IS NULL`,
    [shopId, poolId],
  );
  if (!pool) return { kind: "pool_gone", message: "The pool was deleted during the import." };
  // Tied to a discount while the codes came in: they have to come in as such.
  if (pool.discountId !== discountId) throw tryAgain("The pool was tied to a discount.");
  if (assigned > 0 && !pool.open) return { kind: "pool_closed", message: "The pool is inactive." };
  return rejectUploadedCodes(pool, available + assigned);
}

async function recordProgress(
  tx: Transaction,
  chunk: ChunkOfBatch,
  taken: InsertedCodes,
  invalid: number,
): Promise<void> {
  const { rejected } = taken;
  await tx.query(
    `UPDATE batch SET rows_read = $3, bytes_read = $4, added = added + $5,
       already_here = already_here + $6, twice_in_file = twice_in_file + $7,
       elsewhere = elsewhere + $8, invalid = invalid + $9, moved_at = $10
     WHERE shop_id = $1 AND id = $2`,
    [
      chunk.shopId,
      chunk.batchId,
      chunk.rowsRead,
      chunk.bytesRead,
      taken.available + taken.assigned,
      rejected.already_in_pool,
      rejected.twice_in_file,
      rejected.in_another_pool,
      invalid,
      chunk.now,
    ],
  );
}
