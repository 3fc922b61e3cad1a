import type { Transaction } from "../../../database/database.server";
import { positionsPerChunk } from "./positions";

export interface PoolKey {
  shopId: number;
  poolId: number;
}

/** Change of a pool's stock: numbers of codes, negative for fewer. */
export interface StockChange {
  available?: number;
  assigned?: number;
  redeemed?: number;
  expired?: number;
  voided?: number;
  /** Shared pools: people who have the code, and orders that use it. */
  recipients?: number;
  uses?: number;
  /** Lowest position among codes that became available. The next claim starts there. */
  availableFrom?: number;
}

/**
 * Locks the pool: until the transaction ends, no other transaction changes the state of its codes.
 * To avoid deadlocks, always take this lock before touching codes, and lock several pools in ID
 * order. Resolves false if the shop has no such pool.
 */
export async function lockStock(tx: Transaction, shopId: number, poolId: number): Promise<boolean> {
  const rows = await tx.query(
    "SELECT 1 FROM pool_stock WHERE shop_id = $1 AND pool_id = $2 FOR UPDATE",
    [shopId, poolId],
  );
  return rows.length === 1;
}

/** Locks several pools, like `lockStock`. Resolves the pools that exist. */
export async function lockStocks(
  tx: Transaction,
  shopId: number,
  poolIds: readonly number[],
): Promise<number[]> {
  const rows = await tx.query<{ poolId: number }>(
    `SELECT pool_id AS "poolId" FROM pool_stock WHERE shop_id = $1 AND pool_id = ANY($2::int[])
      ORDER BY pool_id FOR UPDATE`,
    [shopId, poolIds],
  );
  return rows.map(({ poolId }) => poolId);
}

/** Updates the stock figures in the transaction that changes the codes. */
export async function changeStock(
  tx: Transaction,
  shopId: number,
  poolId: number,
  change: StockChange,
): Promise<void> {
  await tx.query(
    `UPDATE pool_stock SET
       available = available + $3, assigned = assigned + $4, redeemed = redeemed + $5,
       expired = expired + $6, voided = voided + $7,
       claim_cursor = LEAST(claim_cursor, $8::bigint - 1),
       recipients = recipients + $9, uses = uses + $10
     WHERE shop_id = $1 AND pool_id = $2`,
    [
      shopId,
      poolId,
      change.available ?? 0,
      change.assigned ?? 0,
      change.redeemed ?? 0,
      change.expired ?? 0,
      change.voided ?? 0,
      change.availableFrom ?? null,
      change.recipients ?? 0,
      change.uses ?? 0,
    ],
  );
}

/**
 * Voids all available codes of a pool up to a position, and moves the next claim past them: in the
 * figures only, so a million codes take no longer than one. Their rows follow. The caller holds the
 * pool's lock. Resolves how many.
 */
export async function voidAvailable(
  tx: Transaction,
  { shopId, poolId }: PoolKey,
  through: number,
): Promise<number> {
  const [before] = await tx.query<{ count: number }>(
    `UPDATE pool_stock SET available = 0, voided = pool_stock.voided + before.available,
            void_through = $3, claim_cursor = $3
       FROM pool_stock AS before
      WHERE pool_stock.shop_id = $1 AND pool_stock.pool_id = $2 AND before.shop_id = $1 AND before.pool_id = $2
     RETURNING before.available AS count`,
    [shopId, poolId, through],
  );
  return before?.count ?? 0;
}

/**
 * Allocates `positionsPerChunk` positions at the end of the queue. Resolves the first one; the
 * caller counts up from it.
 */
export async function nextPositions(tx: Transaction): Promise<number> {
  const [row] = await tx.query<{ chunk: number }>("SELECT nextval('code_position_seq') AS chunk");
  if (!row) throw new Error("The position sequence returned no value.");
  return row.chunk * positionsPerChunk;
}
