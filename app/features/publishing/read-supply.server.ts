import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import type { FailedStep } from "../pools/stock/supply-failure.server";
import { maxCounted } from "./supply-limits";

/** Publish status of a pool's codes. All figures are numbers of codes. */
export interface Supply {
  uploading: number;
  live: number;
  /** Live codes that the last check didn't find in the store. Counted up to `maxCounted`. */
  missing: number;
  refused: number;
  removed: number;
  replaced: number;
  /** Merchant-facing reason why generating or uploading stopped; null while both work. */
  failure: string | null;
  /** Which of the two stopped. */
  failing: FailedStep | null;
  failedAt: Date | null;
  /** Recent upload rate in codes per second; null when nothing was uploaded in the last minute. */
  perSecond: number | null;
}

/** A minute of uploads at most. Older batches say nothing about the current rate. */
const callsLookedAt = 200;
const latelyMilliseconds = 60_000;
/** Which of generating and uploading stopped, by pool. Pools where both work aren't in the map. */
export async function readStoppedPools(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  poolIds: readonly number[],
): Promise<Map<number, FailedStep>> {
  const rows = await database.query<{ poolId: number; failing: FailedStep }>(
    `SELECT pool_id AS "poolId", failing FROM readable.pool_supply
      WHERE shop_id = $1 AND pool_id = ANY($2::int[]) AND failing IS NOT NULL`,
    [shop.id, poolIds],
  );
  return new Map(rows.map(({ poolId, failing }) => [poolId, failing]));
}

/** Reads the publish status of a pool; null when the app doesn't publish its codes. */
export async function readSupply(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  poolId: number,
): Promise<Supply | null> {
  const [figures] = await database.query<Omit<Supply, "perSecond">>(
    `SELECT uploading, live, refused, removed, replaced, failure, failing, failed_at AS "failedAt",
            (SELECT count(*) FROM (
               SELECT 1 FROM current_code WHERE shop_id = $1 AND pool_id = $2
                  AND in_store IS FALSE AND stored_state IN ('available', 'assigned') AND publish_status = 'live'
                  AND state <> 'voided'
                ORDER BY id LIMIT $3) AS gone) AS missing
       FROM readable.pool_supply WHERE shop_id = $1 AND pool_id = $2`,
    [shop.id, poolId, maxCounted],
  );
  if (!figures) return null;
  if (figures.uploading === 0) return { ...figures, perSecond: null };
  const now = clock.now();
  const since = new Date(now.getTime() - latelyMilliseconds);
  const [lately] = await database.query<{ codes: number | null; from: Date | null }>(
    `SELECT sum(codes) AS codes, min(sent_at) AS from FROM (
       SELECT codes, sent_at, finished_at, pool_id FROM publish_batch
        WHERE shop_id = $1 ORDER BY id DESC LIMIT $4) AS latest
      WHERE pool_id = $2 AND finished_at > $3`,
    [shop.id, poolId, since, callsLookedAt],
  );
  const codes = Number(lately?.codes ?? 0);
  if (codes === 0 || !lately?.from) return { ...figures, perSecond: null };
  const seconds = Math.max(1, (now.getTime() - lately.from.getTime()) / 1000);
  return { ...figures, perSecond: codes / seconds };
}
