import { expect } from "vitest";
import type { ShopContext } from "../../app/core/ids";
import type { Services } from "../../app/services.server";

/** Compares the figures of every pool of the shop with its codes, and the codes with their holders. */
export async function expectTruth(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: ShopContext,
): Promise<void> {
  const wrongFigures = await database.query(
    `SELECT stock.*, truth.* FROM pool_stock AS stock
       LEFT JOIN LATERAL (
         SELECT count(*) FILTER (WHERE state = 'available') AS is_available,
                count(*) FILTER (WHERE state = 'assigned') AS is_assigned,
                count(*) FILTER (WHERE state = 'redeemed') AS is_redeemed,
                count(*) FILTER (WHERE state = 'expired') AS is_expired,
                count(*) FILTER (WHERE state = 'voided') AS is_voided,
                min(position) FILTER (
                  WHERE state = 'available' AND (expires_at IS NULL OR expires_at > $2)) AS first
           FROM code WHERE shop_id = $1 AND pool_id = stock.pool_id) AS truth ON true
      WHERE stock.shop_id = $1
        AND ((available, assigned, redeemed, expired, voided)
               IS DISTINCT FROM (is_available, is_assigned, is_redeemed, is_expired, is_voided)
             OR claim_cursor >= first)`,
    [shop.id, clock.now()],
  );
  expect(wrongFigures, "figures or cursor differ from the codes").toEqual([]);
  const wrongHolders = await database.query(
    `SELECT code.code, code.state, count(assignment.id) AS holders
       FROM code LEFT JOIN assignment ON assignment.shop_id = $1 AND assignment.code_id = code.id
        AND assignment.released_at IS NULL AND NOT assignment.shared
      WHERE code.shop_id = $1 GROUP BY code.id, code.code, code.state
     HAVING count(assignment.id) > 1
         OR (code.state = 'available' AND count(assignment.id) > 0)
         OR (code.state IN ('assigned', 'redeemed') AND count(assignment.id) <> 1)`,
    [shop.id],
  );
  expect(wrongHolders, "codes with more or fewer holders than they may have").toEqual([]);
}
