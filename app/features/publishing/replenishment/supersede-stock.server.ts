import type { Transaction } from "../../../database/database.server";
import {
  lockStock,
  nextPositions,
  type PoolKey,
  voidAvailable,
} from "../../pools/stock/stock.server";
import { enqueueVoiding } from "./void-superseded-codes.server";

/**
 * Voids the pool's stock by moving the claim cursor past it, in constant time for any number of
 * codes. A job updates the rows later. `past` is the discount that the pool leaves; null: it keeps its
 * discount. Resolves how many codes were voided.
 */
export async function supersedeStock(
  tx: Transaction,
  { shopId, poolId }: PoolKey,
  past: number | null,
): Promise<number> {
  await lockStock(tx, shopId, poolId);
  // Codes being generated right now already have lower positions, so they're voided too.
  const end = (await nextPositions(tx)) - 1;
  const count = await voidAvailable(tx, { shopId, poolId }, end);
  if (past !== null) {
    // Assigned codes still pending upload go up under the discount they were assigned with.
    await tx.query(
      `INSERT INTO pool_past_discount (shop_id, pool_id, through, discount_id) VALUES ($1, $2, $3, $4)`,
      [shopId, poolId, end, past],
    );
  }
  await enqueueVoiding(tx, shopId, poolId);
  return count;
}
