import type { Transaction } from "../../database/database.server";
import { eachStep } from "../../database/each-step.server";
import type { Services } from "../../services.server";
import { awaitUpload } from "../codes/publishing/code-updates";
import { lockStock } from "../pools/stock/stock.server";
import { changeSupply, enqueueUpload } from "../pools/stock/supply-figures.server";

/** Codes per transaction: holds the pool's lock for a few hundredths of a second. */
const codesPerStep = 2_500;

/**
 * Marks a linked pool's codes for upload: those added before the pool was linked, and those
 * published under a discount that was deleted on the platform. Idempotent. Throws when `signal` is
 * aborted; the job resumes later.
 */
export async function markForUpload(
  { database }: Pick<Services, "database">,
  shop: { id: number },
  poolId: number,
  signal: AbortSignal,
): Promise<void> {
  await eachStep(database, signal, (tx, after) => markStep(tx, shop.id, poolId, after));
}

async function markStep(
  tx: Transaction,
  shopId: number,
  poolId: number,
  after: string,
): Promise<string | null> {
  await lockStock(tx, shopId, poolId);
  const [step] = await tx.query<{ last: string | null; fresh: number; again: number }>(
    `WITH step AS MATERIALIZED (
       SELECT id, code_key, publish_status, publish_batch_id, state FROM current_code
        WHERE shop_id = $1 AND pool_id = $2 AND code_key > $3 ORDER BY code_key LIMIT $4
     ), due AS MATERIALIZED (
       SELECT id, publish_status FROM step
        WHERE state IN ('available', 'assigned')
          AND EXISTS (SELECT 1 FROM readable.pool WHERE shop_id = $1 AND id = $2 AND discount_id IS NOT NULL
                         AND deleted_at IS NULL)
          AND (publish_status = 'none' OR publish_status = 'live' AND EXISTS (
                SELECT 1 FROM publish_batch AS call JOIN readable.discount
                    ON discount.shop_id = $1 AND discount.id = call.discount_id
                 WHERE call.shop_id = $1 AND call.id = step.publish_batch_id AND discount.status = 'deleted'))
     ), marked AS (${awaitUpload("due")}
     )
     SELECT (SELECT max(code_key) FROM step) AS last,
            count(*) FILTER (WHERE publish_status = 'none') AS fresh,
            count(*) FILTER (WHERE publish_status = 'live') AS again FROM due`,
    [shopId, poolId, after, codesPerStep],
  );
  const { last, fresh, again } = step ?? { last: null, fresh: 0, again: 0 };
  if (fresh + again > 0) {
    await changeSupply(tx, shopId, poolId, { uploading: fresh + again, live: -again });
    await enqueueUpload(tx, shopId);
  }
  return last;
}
