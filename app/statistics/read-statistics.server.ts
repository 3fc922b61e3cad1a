import type { ShopContext } from "../core/ids";
import type { Services } from "../services.server";
import { daysOf, type Period } from "./period";
import {
  type CurrencyFigures,
  mostSources,
  type SourceFigures,
  type Statistics,
} from "./statistics";

export interface StatisticsQuery {
  /** Null: all pools of the shop. */
  poolId: number | null;
  period: Period;
}

interface GivenRow {
  day: string;
  source: string;
  assigned: number;
}

interface OrderRow extends CurrencyFigures {
  redeemed: number;
  leaked: number;
}

/**
 * What a pool, or all pools together, gave out and what came of it. Reads figures that are kept with
 * every change, some rows a day: neither assignments nor orders are looked at.
 */
export async function readStatistics(
  services: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  query: StatisticsQuery,
): Promise<Statistics> {
  const [given, used, totals, sources] = await Promise.all([
    readGiven(services, shop.id, query),
    readUsedByDay(services, shop.id, query),
    readTotals(services, shop.id, query),
    readUsedBySource(services, shop.id, query),
  ]);
  const assignedOn = sumBy(given, ({ day }) => day);
  const usedOn = new Map(used.map(({ day, redeemed }) => [day, redeemed]));
  const listed = bySource(given, sources);
  return {
    period: query.period,
    assigned: given.reduce((sum, { assigned }) => sum + assigned, 0),
    redeemed: totals.reduce((sum, { redeemed }) => sum + redeemed, 0),
    leaked: totals.reduce((sum, { leaked }) => sum + leaked, 0),
    money: totals.map(moneyOf),
    days: daysOf(query.period).map((day) => ({
      day,
      assigned: assignedOn.get(day) ?? 0,
      redeemed: usedOn.get(day) ?? 0,
    })),
    sources: listed.slice(0, mostSources),
    moreSources: listed.length > mostSources,
  };
}

async function readGiven(
  { database }: Pick<Services, "database">,
  shopId: number,
  { poolId, period: { from, to } }: StatisticsQuery,
): Promise<GivenRow[]> {
  if (poolId === null) {
    return database.query<GivenRow>(
      `SELECT day::text AS day, source, sum(assigned - released) AS assigned FROM shop_day
        WHERE shop_id = $1 AND day BETWEEN $2 AND $3 GROUP BY day, source`,
      [shopId, from, to],
    );
  }
  return database.query<GivenRow>(
    `SELECT day::text AS day, source, assigned - released AS assigned FROM pool_day
      WHERE shop_id = $1 AND pool_id = $4 AND day BETWEEN $2 AND $3`,
    [shopId, from, to, poolId],
  );
}

/** In `order_day` pool 0 stands for all pools, and the empty source for all sources. */
const everyPool = 0;

async function readUsedByDay(
  { database }: Pick<Services, "database">,
  shopId: number,
  { poolId, period: { from, to } }: StatisticsQuery,
): Promise<{ day: string; redeemed: number }[]> {
  return database.query(
    `SELECT day::text AS day, sum(redeemed) AS redeemed FROM order_day
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
    `SELECT currency, ${sums} FROM order_day
      WHERE shop_id = $1 AND pool_id = $2 AND day BETWEEN $3 AND $4 AND source = ''
      GROUP BY currency HAVING sum(orders) > 0 ORDER BY sum(orders) DESC, currency`,
    [shopId, poolId ?? everyPool, from, to],
  );
}

async function readUsedBySource(
  { database }: Pick<Services, "database">,
  shopId: number,
  { poolId, period: { from, to } }: StatisticsQuery,
): Promise<(OrderRow & { source: string })[]> {
  return database.query<OrderRow & { source: string }>(
    `SELECT source, currency, ${sums} FROM order_day
      WHERE shop_id = $1 AND pool_id = $2 AND day BETWEEN $3 AND $4 AND source <> ''
      GROUP BY source, currency HAVING sum(orders) > 0 ORDER BY currency`,
    [shopId, poolId ?? everyPool, from, to],
  );
}

function bySource(
  given: readonly GivenRow[],
  used: readonly (OrderRow & { source: string })[],
): SourceFigures[] {
  const figures = new Map<string, SourceFigures>();
  const of = (source: string) => {
    const one = figures.get(source) ?? { source, assigned: 0, redeemed: 0, money: [] };
    figures.set(source, one);
    return one;
  };
  for (const [source, assigned] of sumBy(given, (row) => row.source))
    of(source).assigned = assigned;
  for (const row of used) {
    const one = of(row.source);
    one.redeemed += row.redeemed;
    one.money.push(moneyOf(row));
  }
  return [...figures.values()]
    .filter(({ assigned, redeemed }) => assigned !== 0 || redeemed !== 0)
    .sort((a, b) => b.assigned - a.assigned || b.redeemed - a.redeemed);
}

function sumBy(rows: readonly GivenRow[], name: (row: GivenRow) => string): Map<string, number> {
  const sum = new Map<string, number>();
  for (const row of rows) sum.set(name(row), (sum.get(name(row)) ?? 0) + row.assigned);
  return sum;
}

function moneyOf({ currency, orders, discount, orderValue }: OrderRow): CurrencyFigures {
  return { currency, orders, discount, orderValue };
}
