import type { Sql } from "../../../database/database.server";
import type { PoolType } from "../../pools/pool";
import { poolActive, poolSealed } from "../../pools/pool-is-open";
import type { AlertState } from "./alert-arming";
import { type AlertKind, alertDays, type PoolFigures } from "./alert-conditions";

/** A shop and its current date (`YYYY-MM-DD`). */
export interface ShopToday {
  id: number;
  today: string;
}

/** A pool's figures and the stored state of its alerts. */
export interface PoolAlerts {
  shopId: number;
  poolId: number;
  figures: PoolFigures;
  alerts: Map<string, AlertState>;
}

interface Row extends Omit<PoolFigures, "type"> {
  shopId: number;
  poolId: number;
  type: PoolType;
  alerts: {
    kind: AlertKind;
    raisedAt: string | null;
    mailedOn: string | null;
    mailPending: boolean;
  }[];
}

/** Short outages of the platform don't raise an alert. */
const failingMinutes = 10;

const isWatched = `(${poolActive})`;

/** Sources that assign to lists, which the merchant plans. */
const isList = "(pool_day.source = 'import' OR pool_day.source LIKE 'campaign:%')";

/**
 * The figures of the pools that match `condition`, in the order of shop and pool. Selects the pools of a
 * page first; every lookup then uses an index and reads a handful of rows.
 */
function figuresQuery(condition: string): string {
  return `
  WITH shop_day (shop_id, today) AS (SELECT * FROM unnest($1::int[], $2::date[])),
  page AS MATERIALIZED (
    SELECT pool.*, shop_day.today
      FROM shop_day JOIN readable.pool ON pool.shop_id = shop_day.shop_id
     WHERE ${condition} ORDER BY pool.shop_id, pool.id LIMIT $4)
  SELECT pool.shop_id AS "shopId", pool.id AS "poolId", pool.type, ${poolSealed} AS sealed,
         ${isWatched} AS watched,
         pool.low_stock_threshold AS "lowStockThreshold", stock.available,
         stock.available + stock.assigned + stock.redeemed + stock.expired + stock.voided AS total,
         json_build_object('days', lately.days, 'inLists', lately.in_lists) AS pace,
         planned.codes AS planned, used.by_others AS "usedByOthers", used.unassigned AS "usedUnassigned", closing.assign_by AS "nextAssignBy",
         CASE WHEN supply.failed_at <= $3::timestamptz - interval '${failingMinutes} minutes'
              THEN supply.failure END AS "supplyFailure", known.alerts
    FROM page AS pool
    JOIN readable.pool_stock AS stock ON stock.shop_id = pool.shop_id AND stock.pool_id = pool.id
    LEFT JOIN readable.pool_supply AS supply
      ON supply.shop_id = pool.shop_id AND supply.pool_id = pool.id
   CROSS JOIN LATERAL (
     SELECT COALESCE(array_agg(single) FILTER (WHERE single > 0), '{}') AS days,
            COALESCE(sum(in_lists), 0) AS in_lists
       FROM (SELECT sum(assigned) FILTER (WHERE NOT ${isList}) AS single,
                    sum(assigned) FILTER (WHERE ${isList}) AS in_lists FROM readable.pool_day
              WHERE pool_day.shop_id = pool.shop_id AND pool_day.pool_id = pool.id
                AND pool_day.day > pool.today - ${alertDays} AND pool_day.day <= pool.today
              GROUP BY day) AS by_day) AS lately
   CROSS JOIN LATERAL (
-- Recipients without a code when the list was counted, at most the pending rows.
     SELECT COALESCE(sum(GREATEST(0, LEAST(
              total - done + CASE WHEN retry THEN retriable ELSE 0 END,
              people - holding - (assigned - reused)))), 0) AS codes
       FROM readable.campaign
      WHERE campaign.shop_id = pool.shop_id AND campaign.pool_id = pool.id
        AND campaign.state IN ('queued', 'running')) AS planned
   CROSS JOIN LATERAL (
     SELECT COALESCE(sum(leaked) FILTER (WHERE source = ''), 0) AS by_others,
            COALESCE(sum(redeemed) FILTER (WHERE source = 'unassigned'), 0) AS unassigned
       FROM readable.order_day
      WHERE order_day.shop_id = pool.shop_id AND order_day.pool_id = pool.id
-- Includes yesterday, so orders of last night can be reported this morning.
        AND order_day.day > pool.today - 2 AND order_day.day <= pool.today) AS used
    LEFT JOIN LATERAL (
     SELECT assign_by FROM readable.code
      WHERE code.shop_id = pool.shop_id AND code.pool_id = pool.id
        AND code.stored_state = 'available' AND code.position > stock.void_through
        AND code.assign_by > $3
      ORDER BY code.assign_by LIMIT 1) AS closing ON true
   CROSS JOIN LATERAL (
     SELECT COALESCE(json_agg(json_build_object('kind', kind, 'raisedAt', raised_at,
              'mailedOn', mailed_on, 'mailPending', mail_pending)), '[]') AS alerts FROM alert
      WHERE alert.shop_id = pool.shop_id AND alert.pool_id = pool.id) AS known
   ORDER BY pool.shop_id, pool.id`;
}

const watchedOrRaised = `(${isWatched}
  OR EXISTS (SELECT 1 FROM alert WHERE alert.shop_id = pool.shop_id AND alert.pool_id = pool.id
               AND alert.raised_at IS NOT NULL))`;

/**
 * A page of the pools whose alerts may change, in the order of shop and pool: active ones, and ones with
 * a raised alert. `after` is the last pool of the previous page.
 */
export async function readAlertPage(
  sql: Sql,
  shops: ShopToday[],
  now: Date,
  after: { shopId: number; poolId: number },
  limit: number,
): Promise<PoolAlerts[]> {
  const rows = await sql.query<Row>(
    figuresQuery(`(pool.shop_id, pool.id) > ($5, $6) AND ${watchedOrRaised}`),
    [
      ...shopArrays(shops.filter(({ id }) => id >= after.shopId)),
      now,
      limit,
      after.shopId,
      after.poolId,
    ],
  );
  return rows.map(asPoolAlerts);
}

/** The same for one pool; undefined if it doesn't exist or is deleted. */
export async function readPoolFigures(
  sql: Sql,
  shop: ShopToday,
  now: Date,
  poolId: number,
): Promise<PoolAlerts | undefined> {
  const [row] = await sql.query<Row>(figuresQuery("pool.id = $5 AND pool.deleted_at IS NULL"), [
    ...shopArrays([shop]),
    now,
    1,
    poolId,
  ]);
  return row && asPoolAlerts(row);
}

function shopArrays(shops: ShopToday[]): [number[], string[]] {
  return [shops.map(({ id }) => id), shops.map(({ today }) => today)];
}

function asPoolAlerts({ shopId, poolId, alerts, ...figures }: Row): PoolAlerts {
  const states = alerts.map(({ kind, raisedAt, ...state }): [string, AlertState] => [
    kind,
    { ...state, raisedAt: raisedAt === null ? null : new Date(raisedAt) },
  ]);
  return { shopId, poolId, figures, alerts: new Map(states) };
}
