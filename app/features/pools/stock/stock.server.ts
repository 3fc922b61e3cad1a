import type { Transaction } from "../../../database/database.server";

/** How a transaction changes the figures of a pool: numbers of codes, negative for fewer. */
export interface StockChange {
  available?: number;
  assigned?: number;
  redeemed?: number;
  expired?: number;
  voided?: number;
  /** Of a shared code: people who hold it, and orders that carry it. */
  recipients?: number;
  uses?: number;
  /** The lowest position among codes that became available: the next claim looks from there. */
  availableFrom?: number;
}

/**
 * Locks the pool: until the transaction ends nobody else changes the state of this pool's
 * codes. Everybody who does so calls this first and touches codes afterwards, in that order, so that
 * two of them never wait for each other. Several pools: in the order of their ids.
 * Resolves false when the shop has no such pool.
 */
export async function lockStock(tx: Transaction, shopId: number, poolId: number): Promise<boolean> {
  const rows = await tx.query(
    "SELECT 1 FROM pool_stock WHERE shop_id = $1 AND pool_id = $2 FOR UPDATE",
    [shopId, poolId],
  );
  return rows.length === 1;
}

/** Takes the lines of several pools, as `lockStock` does. Resolves the pools that exist. */
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

/** Changes the pool's figures, in the transaction that changes the codes. */
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

/** How many codes may join the line under one number of `code_position_seq`. */
const positionsPerChunk = 1_048_576;

/**
 * Positions at the end of the shop's lines for up to `positionsPerChunk` codes: the first one;
 * the others count up from it.
 */
export async function nextPositions(tx: Transaction): Promise<number> {
  const [row] = await tx.query<{ chunk: number }>("SELECT nextval('code_position_seq') AS chunk");
  if (!row) throw new Error("The sequence of positions gave nothing.");
  return row.chunk * positionsPerChunk;
}
