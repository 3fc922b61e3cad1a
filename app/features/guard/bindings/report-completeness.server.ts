import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { requestGuardWrite } from "../../pools/request-guard-write.server";

/**
 * How old a mark may be in a pool that counts as completely written. A person who has just got a code
 * can't have reached the checkout before the job that is already on its way.
 */
const maxSecondsOld = 60;

/**
 * Stores for each pool whether all codes are written, so that a customer without the code can be
 * refused, and has the guard follow. Resolves the pools for which that changed.
 */
export async function reportCompleteness(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
): Promise<number[]> {
  return database.transaction(async (tx) => {
    const changed = await storeCompleteness(tx, shop);
    if (changed.length > 0) await requestGuardWrite(tx, shop.id);
    return changed;
  });
}

async function storeCompleteness(sql: Sql, shop: Pick<ShopContext, "id">): Promise<number[]> {
  const changed = await sql.query<{ poolId: number }>(
    `WITH late AS MATERIALIZED (
       SELECT DISTINCT pool_id FROM readable.customer_change
        WHERE shop_id = $1 AND changed_at < now() - make_interval(secs => $2)
     ), state AS (
       SELECT pool_id, reason LIKE 'bound%' AND swept_through = through
              AND NOT EXISTS (SELECT 1 FROM late
                               WHERE late.pool_id IS NULL OR late.pool_id = sweep.pool_id)
              AND NOT EXISTS (SELECT 1 FROM customer_codes
                               WHERE shop_id = $1 AND left_out <> '{}' AND sweep.pool_id = ANY(left_out)) AS complete
         FROM binding_sweep AS sweep WHERE shop_id = $1 AND pool_id > 0)
     UPDATE binding_sweep SET complete = state.complete FROM state
      WHERE binding_sweep.shop_id = $1 AND binding_sweep.pool_id = state.pool_id
        AND binding_sweep.complete <> state.complete
     RETURNING binding_sweep.pool_id AS "poolId"`,
    [shop.id, maxSecondsOld],
  );
  return changed.map(({ poolId }) => poolId);
}
