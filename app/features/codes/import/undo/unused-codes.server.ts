import type { ShopContext } from "../../../../core/ids";
import { type Result, success } from "../../../../core/result";
import type { Services } from "../../../../services.server";
import type { BatchNotFound } from "../batch";
import { findBatch } from "../find-batch.server";

export interface BatchCodes {
  shopId: number;
  poolId: number;
  batchId: number;
}

/**
 * SQL, with $1 the shop and $3 the pool of `code`: whether the code was never assigned and no order
 * used it. A code that was released has a history that refers to it.
 */
export const isUnused = `(code.state NOT IN ('assigned', 'redeemed')
  AND NOT EXISTS (SELECT 1 FROM readable.assignment WHERE assignment.shop_id = $1
                     AND assignment.pool_id = $3 AND assignment.code_id = code.id)
  AND NOT EXISTS (SELECT 1 FROM readable.redemption WHERE redemption.shop_id = $1
                     AND redemption.pool_id = $3 AND redemption.code_id = code.id))`;

export interface UnusedCodes {
  /** Codes of the batch that an undo would remove. */
  unused: number;
  /** Codes that would stay, because they are or were assigned. */
  given: number;
}

/** Counts the codes of an import that an undo would remove and keep. */
export async function countUnused(
  services: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  { poolId, batchId }: Omit<BatchCodes, "shopId">,
): Promise<Result<UnusedCodes, BatchNotFound>> {
  const batch = await findBatch(services, shop, { poolId, batchId });
  if (!batch.ok) return batch;
  const [unused] = await services.database.query<{ count: number }>(
    `SELECT count(*) AS count FROM current_code AS code WHERE shop_id = $1 AND batch_id = $2 AND ${isUnused}`,
    [shop.id, batchId, poolId],
  );
  const count = unused?.count ?? 0;
  return success({
    unused: count,
    given: Math.max(0, batch.value.added - batch.value.removed - count),
  });
}
