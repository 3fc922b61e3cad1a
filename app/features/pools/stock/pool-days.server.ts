import type { Transaction } from "../../../database/database.server";
import { dailyTotalsShards } from "./daily-totals-shards";

/** What a transaction adds to a day of a pool: numbers of assignments. */
export interface PoolDayChange {
  /** `YYYY-MM-DD` of the shop's calendar: the day of the assignment. */
  day: string;
  source: string;
  assigned?: number;
  /** Of those assigned on that day: taken back now. */
  released?: number;
}

/** Counts what was given out and taken back, behind the pool's queue. Claims count in their own statement. */
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
