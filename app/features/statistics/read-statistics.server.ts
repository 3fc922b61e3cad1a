import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { daysOf, type Period } from "./period";
import {
  type CurrencyFigures,
  maxSources,
  type SourceFigures,
  type Statistics,
} from "./statistics";

export interface StatisticsQuery {
  /** Null: all pools of the shop. */
  poolId: number | null;
  period: Period;
}

interface AssignedRow {
  day: string;
  assigned: number;
}

type SourceRow = Pick<SourceFigures, "source" | "assigned" | "redeemed">;

interface OrderRow extends CurrencyFigures {
  redeemed: number;
  leaked: number;
}

/**
 * Statistics of one pool, or of all pools. Reads aggregates that are updated with every change, a
 * few rows per day, and never assignments or orders.
 */
export async function readStatistics(
  services: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  query: StatisticsQuery,
): Promise<Statistics> {
  const [assignedByDay, redeemedByDay, totals, sources] = await Promise.all([
    readAssignedByDay(services, shop.id, query),
    readRedeemedByDay(services, shop.id, query),
    readTotals(services, shop.id, query),
    readSources(services, shop.id, query),
  ]);
  const listed = sources.slice(0, maxSources);
  const names = listed.map(({ source }) => source);
  const money = await readMoneyBySource(services, shop.id, query, names);
  const assignedOn = new Map(assignedByDay.map(({ day, assigned }) => [day, assigned]));
  const usedOn = new Map(redeemedByDay.map(({ day, redeemed }) => [day, redeemed]));
  return {
    period: query.period,
    assigned: assignedByDay.reduce((sum, { assigned }) => sum + assigned, 0),
    redeemed: totals.reduce((sum, { redeemed }) => sum + redeemed, 0),
    leaked: totals.reduce((sum, { leaked }) => sum + leaked, 0),
    money: totals.map(moneyOf),
    days: daysOf(query.period).map((day) => ({
      day,
      assigned: assignedOn.get(day) ?? 0,
      redeemed: usedOn.get(day) ?? 0,
    })),
    sources: listed.map((row) => ({
      ...row,
      money: money.filter(({ source }) => source === row.source).map(moneyOf),
    })),
    moreSources: sources.length > maxSources,
  };
}

/** SQL source of the assigned figures of one pool or of all pools. */
function assignedByDay(poolId: number | null): string {
  return poolId === null
    ? "daily_total WHERE shop_id = $1 AND day BETWEEN $2 AND $3 AND $4::int IS NULL"
    : "pool_day WHERE shop_id = $1 AND day BETWEEN $2 AND $3 AND pool_id = $4";
}

async function readAssignedByDay(
  { database }: Pick<Services, "database">,
  shopId: number,
  { poolId, period: { from, to } }: StatisticsQuery,
): Promise<AssignedRow[]> {
  return database.query<AssignedRow>(
    `SELECT day::text AS day, sum(assigned - released) AS assigned FROM ${assignedByDay(poolId)} GROUP BY day`,
    [shopId, from, to, poolId],
  );
}

/**
 * Sources with the most assignments, one more than listed. Summed in the database, because there
 * may be many.
 */
async function readSources(
  { database }: Pick<Services, "database">,
  shopId: number,
  { poolId, period: { from, to } }: StatisticsQuery,
): Promise<SourceRow[]> {
  return database.query<SourceRow>(
    `WITH assigned_by_source AS (
       SELECT source, sum(assigned - released) AS assigned FROM ${assignedByDay(poolId)} GROUP BY source
     ), redeemed_by_source AS (
       SELECT source, sum(redeemed) AS redeemed
         FROM (SELECT source, sum(redeemed) AS redeemed FROM readable.order_day
                WHERE shop_id = $1 AND pool_id = $5 AND day BETWEEN $2 AND $3 AND source <> ''
                GROUP BY source, currency HAVING sum(orders) > 0) AS in_currencies
        GROUP BY source
     )
     SELECT source, coalesce(assigned, 0) AS assigned, coalesce(redeemed, 0) AS redeemed
       FROM assigned_by_source FULL JOIN redeemed_by_source USING (source)
      WHERE coalesce(assigned, 0) <> 0 OR coalesce(redeemed, 0) <> 0
      ORDER BY 2 DESC, 3 DESC, source LIMIT $6`,
    [shopId, from, to, poolId, poolId ?? everyPool, maxSources + 1],
  );
}

/** In `order_day` pool 0 stands for all pools, and the empty source for all sources. */
const everyPool = 0;

async function readRedeemedByDay(
  { database }: Pick<Services, "database">,
  shopId: number,
  { poolId, period: { from, to } }: StatisticsQuery,
): Promise<{ day: string; redeemed: number }[]> {
  return database.query(
    `SELECT day::text AS day, sum(redeemed) AS redeemed FROM readable.order_day
      WHERE shop_id = $1 AND pool_id = $2 AND day BETWEEN $3 AND $4 AND source = '' GROUP BY day`,
    [shopId, poolId ?? everyPool, from, to],
  );
}

const sums = `
  sum(redeemed) AS redeemed, sum(leaked) AS leaked, sum(orders) AS orders,
  trim_scale(sum(discount))::text AS discount, trim_scale(sum(order_value))::text AS "orderValue"`;

async function readTotals(
  { database }: Pick<Services, "database">,
  shopId: number,
  { poolId, period: { from, to } }: StatisticsQuery,
): Promise<OrderRow[]> {
  return database.query<OrderRow>(
    `SELECT currency, ${sums} FROM readable.order_day
      WHERE shop_id = $1 AND pool_id = $2 AND day BETWEEN $3 AND $4 AND source = ''
      GROUP BY currency HAVING sum(orders) > 0 ORDER BY sum(orders) DESC, currency`,
    [shopId, poolId ?? everyPool, from, to],
  );
}

async function readMoneyBySource(
  { database }: Pick<Services, "database">,
  shopId: number,
  { poolId, period: { from, to } }: StatisticsQuery,
  names: readonly string[],
): Promise<(OrderRow & { source: string })[]> {
  if (names.length === 0) return [];
  return database.query<OrderRow & { source: string }>(
    `SELECT source, currency, ${sums} FROM readable.order_day
      WHERE shop_id = $1 AND pool_id = $2 AND day BETWEEN $3 AND $4 AND source = ANY($5::text[])
        AND source <> ''
      GROUP BY source, currency HAVING sum(orders) > 0 ORDER BY currency`,
    [shopId, poolId ?? everyPool, from, to, names],
  );
}

function moneyOf({ currency, orders, discount, orderValue }: OrderRow): CurrencyFigures {
  return { currency, orders, discount, orderValue };
}
