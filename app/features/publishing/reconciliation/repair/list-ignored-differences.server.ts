import type { ShopContext } from "../../../../core/ids";
import type { Sql } from "../../../../database/database.server";
import type { IgnoredDifference } from "../difference";

/** Counting stops here. */
const maxCounted = 10_000;

export interface IgnoredPage {
  differences: IgnoredDifference[];
  /** ID to continue after; null: this is the last page. */
  next: number | null;
  /** Total, counted up to 10,000; `more`: there are more. */
  count: number;
  more: boolean;
}

/** A page of ignored differences, in the order they were ignored. */
export async function listIgnoredDifferences(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
  { after, limit }: { after: number; limit: number },
): Promise<IgnoredPage> {
  const rows = await database.query<IgnoredDifference>(
    `SELECT ignored_difference.id, ignored_difference.kind, discount.title AS "discountTitle", pool.id AS "poolId",
            pool.name AS "poolName", ignored_difference.code, ignored_difference.left_by AS "ignoredBy",
            ignored_difference.left_at AS "ignoredAt"
       FROM ignored_difference
       JOIN readable.discount ON discount.shop_id = $1 AND discount.id = ignored_difference.discount_id
       LEFT JOIN readable.pool ON pool.shop_id = $1 AND pool.id = ignored_difference.pool_id
      WHERE ignored_difference.shop_id = $1 AND ignored_difference.id > $2 ORDER BY ignored_difference.id LIMIT $3`,
    [shop.id, after, limit + 1],
  );
  const [counted] = await database.query<{ count: number }>(
    `SELECT count(*) AS count FROM (SELECT 1 FROM ignored_difference WHERE shop_id = $1 LIMIT $2) AS counted`,
    [shop.id, maxCounted + 1],
  );
  const count = counted?.count ?? 0;
  const differences = rows.slice(0, limit);
  const next = rows.length > limit ? (differences.at(-1)?.id ?? null) : null;
  return {
    differences,
    next,
    count: Math.min(count, maxCounted),
    more: count > maxCounted,
  };
}
