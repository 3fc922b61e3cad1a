import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";

export interface BindingProgress {
  /** Codes with a recipient that are or will be written. */
  total: number;
  /** Of these, those whose customers still have to be written. */
  pending: number;
  /** A known customer without the code can be refused. */
  complete: boolean;
  /** Customers with more codes than fit: some of theirs in this pool aren't written. */
  leftOut: number;
}

/** Marks are counted up to this number. */
const maxCounted = 100_000;

/** How much of a pool is written to its customers. Null: its codes aren't written. */
export async function readBindingProgress(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  poolId: number,
): Promise<BindingProgress | null> {
  const [row] = await database.query<BindingProgress>(
    `SELECT greatest(sweep.total, sweep.total - sweep.swept + marks.count) AS total,
            CASE WHEN swept_through < through THEN sweep.total - sweep.swept ELSE 0 END
              + marks.count AS pending,
            complete,
            (SELECT count(*) FROM customer_codes
              WHERE shop_id = $1 AND left_out <> '{}' AND $2 = ANY(left_out)) AS "leftOut"
       FROM binding_sweep AS sweep
      CROSS JOIN (SELECT count(*) FROM (
        SELECT 1 FROM readable.customer_change
         WHERE shop_id = $1 AND pool_id = $2 LIMIT $3) AS mark) AS marks
      WHERE sweep.shop_id = $1 AND sweep.pool_id = $2 AND reason LIKE 'bound%'`,
    [shop.id, poolId, maxCounted],
  );
  return row ?? null;
}

/** Pools whose codes are written to customers; `complete`: all of them are, as far as we know. */
export async function boundPools(
  { database }: Pick<Services, "database">,
  shopId: number,
): Promise<{ poolId: number; complete: boolean }[]> {
  return database.query<{ poolId: number; complete: boolean }>(
    `SELECT pool_id AS "poolId", complete FROM binding_sweep
      WHERE shop_id = $1 AND pool_id > 0 AND reason LIKE 'bound%' ORDER BY pool_id`,
    [shopId],
  );
}
