import type { ShopContext } from "../../core/ids";
import { type KeysetEnds, type KeysetQuery, keysetPage, keysetScan } from "../../core/keyset-page";
import type { Sql } from "../../database/database.server";
import { poolColumns, stockColumns } from "./find-pool.server";
import { nameKey, type Pool, type PoolView, type Stock } from "./pool";

/** Cursors are name keys. */
export interface PoolsQuery extends KeysetQuery<string> {
  view: PoolView;
  /** Part of a name; empty: all pools. */
  search: string;
  /** Only pools with these IDs. */
  ids?: readonly number[] | null;
}

export interface PoolsPage extends KeysetEnds<string> {
  pools: (Pool & Stock)[];
}

const viewConditions: Record<PoolView, string> = {
  all: "pool.archived_at IS NULL",
  active: "pool.archived_at IS NULL AND pool.active",
  inactive: "pool.archived_at IS NULL AND NOT pool.active",
  archived: "pool.archived_at IS NOT NULL",
};

/** A page of the shop's pools with their stock, by name. */
export async function listPools(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
  query: PoolsQuery,
): Promise<PoolsPage> {
  const scan = keysetScan(query, "ASC");
  const rows = await database.query<Pool & Stock & { nameKey: string }>(
    `SELECT ${poolColumns}, ${stockColumns}, pool.name_key AS "nameKey"
       FROM pool JOIN pool_stock ON pool_stock.shop_id = pool.shop_id AND pool_stock.pool_id = pool.id
      WHERE pool.shop_id = $1 AND pool.deleted_at IS NULL AND ${viewConditions[query.view]}
        AND ($2 = '' OR pool.name_key LIKE '%' || $2 || '%')
        AND ($5::int[] IS NULL OR pool.id = ANY($5))
        AND ($3::text IS NULL OR pool.name_key ${scan.beyond} $3)
      ORDER BY pool.name_key ${scan.direction} LIMIT $4`,
    [shop.id, likePattern(query.search), scan.cursor, scan.limit, query.ids ?? null],
  );
  const { rows: page, ...ends } = keysetPage(query, rows, (row) => row.nameKey);
  return { pools: page.map(({ nameKey: _, ...pool }) => pool), ...ends };
}

/** Escapes LIKE wildcards in the search text. */
function likePattern(search: string): string {
  return nameKey(search).replace(/[\\%_]/g, "\\$&");
}
