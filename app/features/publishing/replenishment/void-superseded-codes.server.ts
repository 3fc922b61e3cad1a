import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";
import { voidCodes } from "../../codes/publishing/code-updates";
import { lockStock } from "../../pools/stock/stock.server";
import { enqueueRemoval } from "../../pools/stock/supply-figures.server";

/** Codes per transaction: holds the pool's lock for a few hundredths of a second. */
const codesPerStep = 2_000;

/**
 * Marks the rows of a pool's superseded codes as voided and enqueues their removal from the
 * platform. The stock figures changed with the discount. Idempotent and interruptible. Throws when
 * `signal` is aborted; the job resumes later.
 */
export async function voidSupersededCodes(
  { database }: Pick<Services, "database">,
  shop: { id: number },
  poolId: number,
  signal: AbortSignal,
): Promise<void> {
  // Continue from the last position: the index still contains the entries voided so far.
  for (let after = 0; ; ) {
    signal.throwIfAborted();
    const last = await database.transaction((tx) => voidStep(tx, shop.id, poolId, after));
    if (last === null) return;
    after = last;
  }
}

/** Resolves the last position processed; null when done. */
async function voidStep(
  tx: Transaction,
  shopId: number,
  poolId: number,
  after: number,
): Promise<number | null> {
  await lockStock(tx, shopId, poolId);
  const [step] = await tx.query<{ last: number | null }>(
    `WITH step AS MATERIALIZED (
       SELECT id, position FROM readable.code
        WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'available' AND position > $3
          AND position <= (SELECT void_through FROM readable.pool_stock WHERE shop_id = $1 AND pool_id = $2)
        ORDER BY position LIMIT $4
     ), voided AS (${voidCodes("step")}
     )
     SELECT max(position) AS last FROM step`,
    [shopId, poolId, after, codesPerStep],
  );
  const last = step?.last ?? null;
  if (last !== null) await enqueueRemoval(tx, shopId);
  return last;
}

/** Enqueues the job that voids the pool's superseded codes. Runs after commit. */
export async function enqueueVoiding(
  tx: Transaction,
  shopId: number,
  poolId: number,
): Promise<void> {
  const key = `void-superseded-codes:${shopId}:${poolId}`;
  await enqueue(tx, "void-superseded-codes", { shopId, poolId }, { key, queue: key });
}
