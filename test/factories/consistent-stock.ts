import { expect } from "vitest";
import type { ShopContext } from "../../app/core/ids";
import type { Services } from "../../app/services.server";

/** Expects the totals of every pool to equal its codes, and every code to have at most one recipient. */
export async function expectConsistentStock(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: ShopContext,
): Promise<void> {
  const wrongFigures = await database.query(
    `WITH truth AS MATERIALIZED (
       SELECT pool_id, count(*) FILTER (WHERE state = 'available') AS is_available,
              count(*) FILTER (WHERE state = 'assigned') AS is_assigned,
              count(*) FILTER (WHERE state = 'redeemed') AS is_redeemed,
              count(*) FILTER (WHERE state = 'expired') AS is_expired,
              count(*) FILTER (WHERE state = 'voided') AS is_voided,
              min(position) FILTER (
                WHERE state = 'available' AND (expires_at IS NULL OR expires_at > $2)) AS first
         FROM (SELECT pool_id, position, expires_at, state FROM current_code
                WHERE shop_id = $1 OFFSET 0) AS code GROUP BY pool_id)
     SELECT stock.*, truth.* FROM pool_stock AS stock LEFT JOIN truth USING (pool_id)
      WHERE stock.shop_id = $1
        AND ((available, assigned, redeemed, expired, voided)
               IS DISTINCT FROM (coalesce(is_available, 0), coalesce(is_assigned, 0),
                 coalesce(is_redeemed, 0), coalesce(is_expired, 0), coalesce(is_voided, 0))
             OR claim_cursor >= first OR claim_cursor < void_through)`,
    [shop.id, clock.now()],
  );
  expect(wrongFigures, "totals or cursor differ from the codes").toEqual([]);
  const wrongSealed = await database.query(
    `SELECT code.pool_id, code.code FROM current_code AS code
       JOIN pool ON pool.shop_id = $1 AND pool.id = code.pool_id
      WHERE code.shop_id = $1 AND code.state = 'available' AND pool.type = 'dynamic'
        AND (pool.holder_only OR pool.personal_expiration)`,
    [shop.id],
  );
  expect(wrongSealed, "available codes that were made for nobody in particular").toEqual([]);
  const wrongShared = await database.query(
    `SELECT stock.pool_id, recipients, uses FROM pool_stock AS stock
       JOIN pool ON pool.shop_id = $1 AND pool.id = stock.pool_id
      WHERE stock.shop_id = $1 AND (recipients, uses) IS DISTINCT FROM (
        (SELECT count(DISTINCT recipient_id) FROM assignment
          WHERE assignment.shop_id = $1 AND assignment.pool_id = stock.pool_id AND shared
            AND released_at IS NULL),
        (SELECT count(*) FROM redemption
          WHERE redemption.shop_id = $1 AND redemption.pool_id = stock.pool_id AND NOT removed
            AND pool.type = 'shared'))`,
    [shop.id],
  );
  expect(wrongShared, "recipients or uses of shared pools differ from the rows").toEqual([]);
  const wrongSupply = await database.query(
    `WITH truth AS MATERIALIZED (
       SELECT pool_id, count(*) FILTER (WHERE publish_status = 'uploading') AS is_uploading,
              count(*) FILTER (WHERE publish_status = 'live') AS is_live,
              count(*) FILTER (WHERE publish_status = 'refused') AS is_refused,
              count(*) FILTER (WHERE publish_status = 'removed') AS is_removed
         FROM code WHERE shop_id = $1 GROUP BY pool_id)
     SELECT supply.*, truth.* FROM pool_supply AS supply FULL JOIN truth USING (pool_id)
      WHERE coalesce(supply.shop_id, $1) = $1
        AND (coalesce(uploading, 0), coalesce(live, 0), coalesce(refused, 0), coalesce(removed, 0))
               IS DISTINCT FROM (coalesce(is_uploading, 0), coalesce(is_live, 0),
                 coalesce(is_refused, 0), coalesce(is_removed, 0))`,
    [shop.id],
  );
  expect(wrongSupply, "publishing totals differ from the codes").toEqual([]);
  const wrongHolders = await database.query(
    `WITH held AS MATERIALIZED (
       SELECT code_id AS id, count(*) AS holders FROM assignment
        WHERE shop_id = $1 AND released_at IS NULL AND NOT shared GROUP BY code_id)
     SELECT code, state, coalesce(holders, 0) AS holders
       FROM (SELECT id, code, state FROM current_code WHERE shop_id = $1 OFFSET 0) AS code
       FULL JOIN held USING (id)
      WHERE coalesce(holders, 0) > 1 OR state IS NULL
         OR (state = 'available' AND coalesce(holders, 0) > 0)
         OR (state = 'assigned' AND coalesce(holders, 0) <> 1)`,
    [shop.id],
  );
  expect(wrongHolders, "codes with too many or too few recipients").toEqual([]);
}
