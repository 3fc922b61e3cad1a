import type { ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";
import { nameKey } from "./pool";
import { poolInUse } from "./pool-is-open";

const maxSuggestions = 20;

/** Possible fallbacks of a pool by part of their name; shared pools first. */
export async function suggestFallbacks(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
  { poolId, search }: { poolId: number; search: string },
): Promise<{ id: number; name: string }[]> {
  return database.query<{ id: number; name: string }>(
    `SELECT id, name FROM pool
      WHERE shop_id = $1 AND id <> $2 AND ${poolInUse}
        AND strpos(name_key, $3) > 0
      ORDER BY (type = 'shared') DESC, name_key LIMIT $4`,
    [shop.id, poolId, nameKey(search), maxSuggestions],
  );
}
