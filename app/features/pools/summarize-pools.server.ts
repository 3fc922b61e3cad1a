import type { ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";
import type { PoolView } from "./pool";

export interface PoolsSummary {
  /**
   * Codes available and assigned, over all pools that aren't archived. A shared code counts as one
   * assigned per recipient, and not as available.
   */
  available: number;
  assigned: number;
  /** Number of pools per view. */
  pools: Record<PoolView, number>;
}

/** Totals above the list of pools. Reads the shop's stock rows, never its codes. */
export async function summarizePools(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
): Promise<PoolsSummary> {
  const [row] = await database.query<Record<PoolView | "available" | "assigned", number>>(
    `SELECT count(*) FILTER (WHERE archived_at IS NULL) AS "all",
            count(*) FILTER (WHERE archived_at IS NULL AND active) AS active,
            count(*) FILTER (WHERE archived_at IS NULL AND NOT active) AS inactive,
            count(*) FILTER (WHERE archived_at IS NOT NULL) AS archived,
            COALESCE(sum(available) FILTER (WHERE archived_at IS NULL AND type <> 'shared'), 0) AS available,
            COALESCE(sum(CASE type WHEN 'shared' THEN recipients ELSE assigned END)
              FILTER (WHERE archived_at IS NULL), 0) AS assigned
       FROM pool JOIN pool_stock ON pool_stock.shop_id = pool.shop_id AND pool_stock.pool_id = pool.id
      WHERE pool.shop_id = $1 AND pool.deleted_at IS NULL`,
    [shop.id],
  );
  if (!row) throw new Error("The aggregate returned no row.");
  const { available, assigned, ...pools } = row;
  return { available, assigned, pools };
}
