import type { ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";
import { poolColumns, stockColumns } from "./find-pool.server";
import { nameKey, type Pool, type PoolView, type Stock } from "./pool";

export interface PoolsQuery {
  view: PoolView;
  /** Part of a name; empty: every pool. */
  search: string;
  /** Only pools with these ids. */
  ids?: readonly number[] | null;
  /** Where the page begins: `after` a pool's name key, or `before` one; neither: at the start. */
  after?: string;
  before?: string;
  /** Rows per page. */
  limit: number;
}

export interface PoolsPage {
  pools: (Pool & Stock)[];
  /** Cursors of the neighbouring pages; null where there is none. */
  after: string | null;
  before: string | null;
}

const viewConditions: Record<PoolView, string> = {
  all: "pool.archived_at IS NULL",
  active: "pool.archived_at IS NULL AND pool.active",
  inactive: "pool.archived_at IS NULL AND NOT pool.active",
  archived: "pool.archived_at IS NOT NULL",
};

/** A page of the shop's pools in the order of their names, with their stock. */
export async function listPools(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
  query: PoolsQuery,
): Promise<PoolsPage> {
  const backwards = query.before !== undefined;
  const rows = await database.query<Pool & Stock & { nameKey: string }>(
    `SELECT ${poolColumns}, ${stockColumns}, pool.name_key AS "nameKey"
       FROM pool JOIN pool_stock ON pool_stock.shop_id = pool.shop_id AND pool_stock.pool_id = pool.id
      WHERE pool.shop_id = $1 AND pool.deleted_at IS NULL AND ${viewConditions[query.view]}
        AND ($2 = '' OR pool.name_key LIKE '%' || $2 || '%')
        AND ($5::int[] IS NULL OR pool.id = ANY($5))
        AND ($3::text IS NULL OR pool.name_key ${backwards ? "<" : ">"} $3)
      ORDER BY pool.name_key ${backwards ? "DESC" : "ASC"} LIMIT $4`,
    [
      shop.id,
      likePattern(query.search),
      query.before ?? query.after ?? null,
      query.limit + 1,
      query.ids ?? null,
    ],
  );
  const more = rows.length > query.limit;
  const page = rows.slice(0, query.limit);
  if (backwards) page.reverse();
  const first = page[0]?.nameKey ?? null;
  const last = page.at(-1)?.nameKey ?? null;
  return {
    pools: page.map(({ nameKey: _, ...pool }) => pool),
    before: (backwards ? more : query.after !== undefined) ? first : null,
    after: (backwards ? true : more) ? last : null,
  };
}

/** What the search means to LIKE: its wildcards are letters like any other. */
function likePattern(search: string): string {
  return nameKey(search).replace(/[\\%_]/g, "\\$&");
}
