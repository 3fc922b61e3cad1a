import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import { maxCodesSearchedByEnd, minEndLength } from "./code-ends";

/**
 * Keys of a pool's codes, in any state, that end with `end` (also a key), sorted, up to `limit` (null:
 * all). `searched` is false if the pool has too many codes or `end` is too short.
 */
export async function findCodesEnding(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  { poolId, end, limit }: { poolId: number; end: string; limit: number | null },
): Promise<{ searched: boolean; keys: string[] }> {
  if (end.length < minEndLength) return { searched: false, keys: [] };
  const [pool] = await sql.query<{ codes: number }>(
    `SELECT available + assigned + redeemed + expired + voided AS codes FROM readable.pool_stock
      WHERE shop_id = $1 AND pool_id = $2`,
    [shop.id, poolId],
  );
  if (!pool || pool.codes > maxCodesSearchedByEnd) return { searched: false, keys: [] };
  const found = await sql.query<{ key: string }>(
    `SELECT code_key AS key FROM code
      WHERE shop_id = $1 AND pool_id = $2 AND right(code_key, $4) = $3
      ORDER BY code_key LIMIT $5`,
    [shop.id, poolId, end, [...end].length, limit],
  );
  return { searched: true, keys: found.map(({ key }) => key) };
}
