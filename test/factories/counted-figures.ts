import type { ShopContext } from "../../app/core/ids";
import type { Services } from "../../app/services.server";

type Database = Pick<Services, "database">;

/** Counts the codes, assignments and redemptions of each pool, by ID. */
export function countPools({ database }: Database, shop: ShopContext) {
  return database.query<Record<PoolFigure, number>>(
    `SELECT pool.id, codes.*, (SELECT count(DISTINCT recipient_id) FROM assignment
               WHERE assignment.shop_id = $1 AND assignment.pool_id = pool.id AND shared
                 AND released_at IS NULL) AS recipients,
            (SELECT count(*) FROM redemption
              WHERE redemption.shop_id = $1 AND redemption.pool_id = pool.id AND NOT removed
                AND pool.type = 'shared') AS uses
       FROM pool CROSS JOIN LATERAL (
         SELECT count(*) FILTER (WHERE state = 'available') AS available,
                count(*) FILTER (WHERE state = 'assigned') AS assigned,
                count(*) FILTER (WHERE state = 'redeemed') AS redeemed,
                count(*) FILTER (WHERE state = 'expired') AS expired,
                count(*) FILTER (WHERE state = 'voided') AS voided, count(*) AS total
           FROM current_code AS code WHERE code.shop_id = $1 AND code.pool_id = pool.id) AS codes
      WHERE pool.shop_id = $1 ORDER BY pool.id`,
    [shop.id],
  );
}
type PoolFigure =
  | ("id" | "available" | "assigned" | "redeemed" | "expired" | "voided" | "total")
  | ("recipients" | "uses");

/** Counts assignments and orders that were not reversed, for one pool or for all (null). */
export async function countOrders(
  { database }: Database,
  shop: ShopContext,
  poolId: number | null,
) {
  const parameters = [shop.id, poolId];
  const kept = `redemption
    JOIN shop_order AS used ON used.shop_id = $1 AND used.id = redemption.order_id
    LEFT JOIN assignment ON assignment.shop_id = $1 AND assignment.id = redemption.assignment_id
   WHERE redemption.shop_id = $1 AND NOT removed AND NOT test AND cancelled_at IS NULL
     AND NOT fully_refunded AND ($2::int IS NULL OR redemption.pool_id = $2)`;
  const assignments = await database.query<{ source: string; assigned: number }>(
    `SELECT source, count(*) AS assigned FROM assignment
      WHERE shop_id = $1 AND ($2::int IS NULL OR pool_id = $2) AND released_at IS NULL
      GROUP BY source`,
    parameters,
  );
  const used = await database.query<{ source: string; redeemed: number; leaked: number }>(
    `SELECT COALESCE(source, 'unassigned') AS source, count(*) AS redeemed,
            count(*) FILTER (WHERE buyer = 'other') AS leaked FROM ${kept} GROUP BY 1`,
    parameters,
  );
  const money = await database.query<Record<"currency" | "discount" | "orderValue", string>>(
    `SELECT currency, count(*)::int AS orders, trim_scale(sum(discount))::text AS discount,
            trim_scale(sum(value))::text AS "orderValue"
       FROM (SELECT currency, used.id, sum(amount) AS discount, min(total - refunded) AS value
               FROM ${kept} GROUP BY currency, used.id) AS kept
      GROUP BY currency ORDER BY currency`,
    parameters,
  );
  const sources = [...new Set([...assignments, ...used].map(({ source }) => source))].sort();
  return {
    assigned: assignments.reduce((sum, row) => sum + row.assigned, 0),
    redeemed: used.reduce((sum, row) => sum + row.redeemed, 0),
    leaked: used.reduce((sum, row) => sum + row.leaked, 0),
    money,
    bySource: sources.map((source) => ({
      source,
      assigned: assignments.find((row) => row.source === source)?.assigned ?? 0,
      redeemed: used.find((row) => row.source === source)?.redeemed ?? 0,
    })),
  };
}

/** Counts the outcomes of every campaign's recipients, newest campaign first. */
export function countCampaigns({ database }: Database, shop: ShopContext) {
  return database.query(
    `WITH line AS (
       SELECT member.*, coalesce(assignment.recipient_id, known.id) AS recipient_id
         FROM campaign_recipient AS member
         LEFT JOIN assignment ON assignment.shop_id = $1 AND assignment.id = member.assignment_id
         LEFT JOIN recipient AS known ON known.shop_id = $1 AND known.key = member.key
        WHERE member.shop_id = $1)
     SELECT campaign_id AS id, count(*) AS total,
            count(DISTINCT coalesce(recipient_id::text, encode(key, 'hex'))) AS people,
            count(*) FILTER (WHERE refusal IS NOT NULL) AS refused,
            count(*) FILTER (WHERE refusal IS NULL AND assignment_id IS NULL) AS waiting,
            count(*) FILTER (WHERE assignment_id IS NOT NULL AND NOT reused) AS assigned,
            count(DISTINCT assignment_id) - count(*) FILTER (WHERE assignment_id IS NOT NULL AND NOT reused)
              AS existing,
            count(assignment_id) - count(DISTINCT assignment_id) AS repeated
       FROM line GROUP BY campaign_id ORDER BY campaign_id DESC`,
    [shop.id],
  );
}

/** Counts a pool's assignments of the last seven days in the store's time zone: single ones, and those from lists. */
export async function countPace(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: ShopContext,
  poolId: number,
): Promise<{ single: number; inLists: number }> {
  const [row] = await database.query<{ single: number; inLists: number }>(
    `SELECT count(*) FILTER (WHERE source <> 'import' AND source NOT LIKE 'campaign:%') AS single,
            count(*) FILTER (WHERE source = 'import' OR source LIKE 'campaign:%') AS "inLists"
       FROM assignment
      WHERE shop_id = $1 AND pool_id = $2
        AND (assigned_at AT TIME ZONE $3)::date > ($4::timestamptz AT TIME ZONE $3)::date - 7`,
    [shop.id, poolId, shop.timeZone, clock.now()],
  );
  return row ?? { single: 0, inLists: 0 };
}
