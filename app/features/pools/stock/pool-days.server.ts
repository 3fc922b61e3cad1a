import type { Transaction } from "../../../database/database.server";
import { dailyTotalsShards } from "./claim-figures";

/** Change of a pool's daily figures: numbers of assignments. */
export interface PoolDayChange {
  /** Day of the assignment, `YYYY-MM-DD` in the store's time zone. */
  day: string;
  source: string;
  assigned?: number;
  /** Assignments of that day that were released now. */
  released?: number;
}

/**
 * Updates the daily figures while the caller holds the pool's lock. Claims do this in their own
 * statement.
 */
export async function changePoolDays(
  tx: Transaction,
  shopId: number,
  poolId: number,
  changes: readonly PoolDayChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await tx.query(
    `WITH change AS MATERIALIZED (
       SELECT day, source, sum(assigned) AS assigned, sum(released) AS released
         FROM unnest($3::date[], $4::text[], $5::int[], $6::int[])
                AS change (day, source, assigned, released)
        GROUP BY day, source
     ), of_pool AS (
       INSERT INTO pool_day (shop_id, pool_id, day, source, assigned, released)
       SELECT $1, $2, day, source, assigned, released FROM change ORDER BY day, source
       ON CONFLICT (shop_id, pool_id, day, source) DO UPDATE SET
         assigned = pool_day.assigned + excluded.assigned,
         released = pool_day.released + excluded.released)
     INSERT INTO daily_total (shop_id, day, source, slot, assigned, released)
     SELECT $1, day, source, $2::int % ${dailyTotalsShards}, assigned, released FROM change
      ORDER BY day, source
     ON CONFLICT (shop_id, day, source, slot) DO UPDATE SET
       assigned = daily_total.assigned + excluded.assigned,
       released = daily_total.released + excluded.released`,
    [
      shopId,
      poolId,
      changes.map(({ day }) => day),
      changes.map(({ source }) => source),
      changes.map(({ assigned }) => assigned ?? 0),
      changes.map(({ released }) => released ?? 0),
    ],
  );
}
