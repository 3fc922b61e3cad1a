import { eachIsolated } from "../../core/each-isolated";
import type { Transaction } from "../../database/database.server";
import type { Services } from "../../services.server";
import { changeStock, lockStock } from "../pools/stock/stock.server";
import { enqueueRemoval } from "../pools/stock/supply-figures.server";

/** Codes per transaction. Holds a pool's lock for some hundredths of a second. */
const codesPerStep = 2_000;

/**
 * Expires available and assigned codes whose date has passed, in all shops. Resolves how many. If a
 * pool fails, logs it and continues with the others. Throws when `signal` aborts; batches that are
 * already committed stay.
 */
export async function expireCodes(services: Services, signal?: AbortSignal): Promise<number> {
  const now = services.clock.now();
  const shops = await services.database.query<{ id: number }>(
    `SELECT id FROM readable.shop WHERE EXISTS (
       SELECT 1 FROM code WHERE shop_id = shop.id AND expires_at <= $1 AND ${canExpire})`,
    [now],
  );
  let expiredCount = 0;
  await eachIsolated(
    shops,
    signal,
    async ({ id }) => {
      for (let last: Due | undefined; ; ) {
        signal?.throwIfAborted();
        const due = await findDue(services, id, now, last);
        last = due.at(-1);
        if (!last) return;
        await eachIsolated(
          byPool(due),
          signal,
          async ([poolId, ids]) => {
            expiredCount += await services.database.transaction((tx) =>
              expireInPool(tx, id, poolId, ids, now),
            );
          },
          ([poolId], error) =>
            services.log.error({ shopId: id, poolId, err: error }, "codes could not expire"),
        );
      }
    },
    ({ id }, error) => services.log.error({ shopId: id, err: error }, "codes could not expire"),
  );
  return expiredCount;
}

/** States that can expire. Must match the index `code_expiring`. */
const canExpire = "expires_at IS NOT NULL AND stored_state IN ('available', 'assigned')";

interface Due {
  id: number;
  poolId: number;
  expiresAt: Date;
}

/** The next expired codes of the shop, oldest first. */
async function findDue(
  { database }: Services,
  shopId: number,
  now: Date,
  last: Due | undefined,
): Promise<Due[]> {
  return database.query<Due>(
    `SELECT id, pool_id AS "poolId", expires_at AS "expiresAt" FROM code
      WHERE shop_id = $1 AND expires_at <= $2 AND ${canExpire} AND (expires_at, id) > ($3, $4)
      ORDER BY expires_at, id LIMIT $5`,
    [shopId, now, last?.expiresAt ?? new Date(0), last?.id ?? 0, codesPerStep],
  );
}

function byPool(due: readonly Due[]): Map<number, number[]> {
  const pools = new Map<number, number[]>();
  for (const { id, poolId } of due) {
    const ids = pools.get(poolId);
    if (ids) ids.push(id);
    else pools.set(poolId, [id]);
  }
  return pools;
}

/**
 * Rechecks under the pool's lock: a code may have been assigned, released or redeemed in the
 * meantime.
 */
async function expireInPool(
  tx: Transaction,
  shopId: number,
  poolId: number,
  ids: number[],
  now: Date,
): Promise<number> {
  await lockStock(tx, shopId, poolId);
  const [due] = await tx.query<{ available: number; assigned: number; live: number }>(
    `WITH due AS MATERIALIZED (
       SELECT id, state, publish_status FROM current_code
        WHERE shop_id = $1 AND pool_id = $2 AND id = ANY($3::bigint[]) AND expires_at <= $4
          AND ${canExpire}
     ), moved AS (
       UPDATE code SET stored_state = CASE WHEN due.state = 'voided' THEN due.state ELSE 'expired' END,
              expires_at = CASE WHEN due.state = 'voided' THEN NULL ELSE code.expires_at END
         FROM due WHERE code.shop_id = $1 AND code.id = due.id
     )
     SELECT count(*) FILTER (WHERE state = 'available') AS available,
            count(*) FILTER (WHERE state = 'assigned') AS assigned,
            count(*) FILTER (WHERE publish_status = 'live') AS live FROM due`,
    [shopId, poolId, ids, now],
  );
  const { available, assigned, live } = due ?? { available: 0, assigned: 0, live: 0 };
  const expired = available + assigned;
  await changeStock(tx, shopId, poolId, { available: -available, assigned: -assigned, expired });
  // A shopper who isn't a known customer could use them until they are gone.
  if (live > 0) await enqueueRemoval(tx, shopId);
  return expired;
}
