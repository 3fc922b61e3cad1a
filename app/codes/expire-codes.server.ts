import type { Transaction } from "../database/database.server";
import { changeStock, lockStock } from "../pools/stock.server";
import type { Services } from "../services.server";

/** Codes per transaction: a pool's line is held for some hundredths of a second, not longer. */
const codesPerStep = 2_000;

/**
 * Moves every code whose time is over out of the stock, in all shops: not yet given out (assign-by or
 * use-by) or given out (the recipient's date). Resolves how many it moved. Throws when `signal` is
 * aborted; what is done by then stays done.
 */
export async function expireCodes(services: Services, signal?: AbortSignal): Promise<number> {
  const now = services.clock.now();
  const shops = await services.database.query<{ id: number }>(
    `SELECT id FROM shop WHERE EXISTS (
       SELECT 1 FROM code WHERE shop_id = shop.id AND expires_at <= $1 AND ${leaves})`,
    [now],
  );
  let moved = 0;
  for (const { id } of shops) {
    for (let found = codesPerStep; found === codesPerStep; ) {
      signal?.throwIfAborted();
      const pools = await findDue(services, id, now);
      found = pools.reduce((sum, { ids }) => sum + ids.length, 0);
      for (const { poolId, ids } of pools) {
        moved += await services.database.transaction((tx) =>
          expireInPool(tx, id, poolId, ids, now),
        );
      }
    }
  }
  return moved;
}

/** The states that a code leaves by itself, as the index `code_expiring` has it. */
const leaves = "expires_at IS NOT NULL AND state IN ('available', 'assigned')";

interface DueCodes {
  poolId: number;
  ids: string[];
}

/** The codes of the shop that are due, longest first, by pool. */
async function findDue({ database }: Services, shopId: number, now: Date): Promise<DueCodes[]> {
  return database.query<DueCodes>(
    `SELECT pool_id AS "poolId", array_agg(id) AS ids FROM (
       SELECT pool_id, id FROM code WHERE shop_id = $1 AND expires_at <= $2 AND ${leaves}
        ORDER BY expires_at LIMIT $3) AS due
      GROUP BY pool_id ORDER BY pool_id`,
    [shopId, now, codesPerStep],
  );
}

/** Looks again behind the pool's lock: a code may have been given out, released or used meanwhile. */
async function expireInPool(
  tx: Transaction,
  shopId: number,
  poolId: number,
  ids: string[],
  now: Date,
): Promise<number> {
  await lockStock(tx, shopId, poolId);
  const [due] = await tx.query<{ available: number; assigned: number }>(
    `WITH due AS MATERIALIZED (
       SELECT id, state FROM code
        WHERE shop_id = $1 AND pool_id = $2 AND id = ANY($3::bigint[]) AND expires_at <= $4
          AND ${leaves}
     ), moved AS (
       UPDATE code SET state = 'expired' FROM due WHERE code.shop_id = $1 AND code.id = due.id
     )
     SELECT count(*) FILTER (WHERE state = 'available') AS available,
            count(*) FILTER (WHERE state = 'assigned') AS assigned FROM due`,
    [shopId, poolId, ids, now],
  );
  const { available, assigned } = due ?? { available: 0, assigned: 0 };
  const expired = available + assigned;
  await changeStock(tx, shopId, poolId, { available: -available, assigned: -assigned, expired });
  return expired;
}
