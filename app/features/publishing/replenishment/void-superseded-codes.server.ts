import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";
import { lockStock } from "../../pools/stock/stock.server";
import { enqueueRemoval } from "../../pools/stock/supply-figures.server";

/** Codes per transaction: the line is held for some hundredths of a second. */
const codesPerStep = 2_000;

/**
 * Writes to the rows of a pool's outdated codes that they are void, and has them removed from the
 * platform. The figures say so since the discount was changed. Safe to repeat and to stop. Throws when
 * `signal` is aborted; the job goes on later.
 */
export async function voidSupersededCodes(
  { database }: Pick<Services, "database">,
  shop: { id: number },
  poolId: number,
  signal: AbortSignal,
): Promise<void> {
  // From where the step before ended, and not from the beginning: the index has the voided ones still.
  for (let after = 0; ; ) {
    signal.throwIfAborted();
    const last = await database.transaction((tx) => voidStep(tx, shop.id, poolId, after));
    if (last === null) return;
    after = last;
  }
}

/** Resolves the last position that was looked at; null when there is no more. */
async function voidStep(
  tx: Transaction,
  shopId: number,
  poolId: number,
  after: number,
): Promise<number | null> {
  await lockStock(tx, shopId, poolId);
  const [step] = await tx.query<{ last: number | null }>(
    `WITH step AS MATERIALIZED (
       SELECT id, position FROM code
        WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'available' AND position > $3
          AND position <= (SELECT void_through FROM pool_stock WHERE shop_id = $1 AND pool_id = $2)
        ORDER BY position LIMIT $4
     ), voided AS (
       UPDATE code SET stored_state = 'voided', expires_at = NULL FROM step
        WHERE code.shop_id = $1 AND code.id = step.id
     )
     SELECT max(position) AS last FROM step`,
    [shopId, poolId, after, codesPerStep],
  );
  const last = step?.last ?? null;
  if (last !== null) await enqueueRemoval(tx, shopId);
  return last;
}

/** Has the pool's outdated codes voided once the transaction commits. */
export async function enqueueVoiding(
  tx: Transaction,
  shopId: number,
  poolId: number,
): Promise<void> {
  const key = `void-superseded-codes:${shopId}:${poolId}`;
  await enqueue(tx, "void-superseded-codes", { shopId, poolId }, { key, queue: key });
}
