import { expect } from "vitest";
import type { ShopContext } from "../../app/core/ids";
import type { Services } from "../../app/services.server";

/** The shop's redemptions in readable form, by order and code. */
export async function readRedemptions({ database }: Pick<Services, "database">, shop: ShopContext) {
  return database.query<{
    order: string;
    code: string;
    state: string;
    amount: string;
    buyer: string;
    removed: boolean;
    reversal: string | null;
  }>(
    `SELECT shop_order.name AS "order", code.code, code.state, redemption.amount::float8::text AS amount,
            buyer, removed, reversal
       FROM redemption
       JOIN shop_order ON shop_order.shop_id = $1 AND shop_order.id = redemption.order_id
       LEFT JOIN current_code AS code ON code.shop_id = $1 AND code.id = redemption.code_id
      WHERE redemption.shop_id = $1 ORDER BY shop_order.name, code.code`,
    [shop.id],
  );
}

/**
 * Expects the statistics to equal a fresh count of the redemptions, and the states of codes to match
 * the orders that used them.
 */
export async function expectConsistentLedger(
  { database }: Pick<Services, "database">,
  shop: ShopContext,
): Promise<void> {
  const stored = await database.query(
    `SELECT pool_id, day, source, currency, redeemed, leaked, orders, discount::float8::text AS discount,
            order_value::float8::text AS value
       FROM order_day WHERE shop_id = $1
        AND (redeemed, leaked, orders, discount, order_value) <> (0, 0, 0, 0, 0)
      ORDER BY 1, 2, 3, 4`,
    [shop.id],
  );
  const counted = await database.query(
    `WITH standing AS (
       SELECT redemption.*, shop_order.currency, shop_order.total - shop_order.refunded AS value,
              (shop_order.ordered_at AT TIME ZONE $2)::date AS day,
              COALESCE(assignment.source, 'unassigned') AS source
         FROM redemption
         JOIN shop_order ON shop_order.shop_id = $1 AND shop_order.id = redemption.order_id
         LEFT JOIN assignment ON assignment.shop_id = $1 AND assignment.id = redemption.assignment_id
        WHERE redemption.shop_id = $1 AND NOT removed AND NOT test AND cancelled_at IS NULL
          AND NOT fully_refunded),
     seen AS (
       SELECT of_pool AS pool_id, day, of_source AS source, currency, order_id, count(*) AS redeemed,
              count(*) FILTER (WHERE buyer = 'other') AS leaked, sum(amount) AS discount,
              min(value) AS value
         FROM standing, unnest(ARRAY[0, pool_id]) AS of_pool, unnest(ARRAY['', source]) AS of_source
        GROUP BY 1, 2, 3, 4, 5)
     SELECT pool_id, day, source, currency, sum(redeemed)::int AS redeemed,
            sum(leaked)::int AS leaked, count(*)::int AS orders,
            sum(discount)::float8::text AS discount, sum(value)::float8::text AS value
       FROM seen GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
    [shop.id, shop.timeZone],
  );
  expect(stored, "statistics of orders").toEqual(counted);
  const wrongStates = await database.query(
    `SELECT code.code, code.state FROM current_code AS code
       JOIN pool ON pool.shop_id = $1 AND pool.id = code.pool_id
      WHERE code.shop_id = $1 AND pool.type <> 'shared'
        AND (code.state = 'redeemed') <> EXISTS (
          SELECT 1 FROM redemption WHERE redemption.shop_id = $1 AND code_id = code.id
             AND NOT removed AND reversal IS DISTINCT FROM 'restore')`,
    [shop.id],
  );
  expect(wrongStates, "codes whose state contradicts the orders").toEqual([]);
}
