import type { ShopContext } from "../../../../core/ids";
import { type Result, success } from "../../../../core/result";
import type { Services } from "../../../../services.server";
import type { BatchNotFound } from "../batch";
import { findBatch } from "../find-batch.server";
import { hasHistory } from "./has-history";

export interface BatchCodes {
  shopId: number;
  batchId: number;
}

/** SQL, with $1 the shop: whether the row `code` can be removed. */
export const isUnused = `(code.state NOT IN ('assigned', 'redeemed') AND NOT ${hasHistory})`;

export interface UnusedCodes {
  /** Codes of the batch that an undo would remove. */
  unused: number;
  /** Codes that would stay, because they are or were assigned. */
  assigned: number;
}

/** Counts the codes of an import that an undo would remove and keep. */
export async function countUnused(
  services: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  { poolId, batchId }: { poolId: number; batchId: number },
): Promise<Result<UnusedCodes, BatchNotFound>> {
  const batch = await findBatch(services, shop, { poolId, batchId });
  if (!batch.ok) return batch;
  const [unused] = await services.database.query<{ count: number }>(
    `SELECT count(*) AS count FROM current_code AS code WHERE shop_id = $1 AND batch_id = $2 AND ${isUnused}`,
    [shop.id, batchId],
  );
  const count = unused?.count ?? 0;
  return success({
    unused: count,
    assigned: Math.max(0, batch.value.added - batch.value.removed - count),
  });
}
