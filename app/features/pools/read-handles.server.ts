import type { ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";

/** Handles of pools by ID, including deleted ones for their history. */
export async function readHandles(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
  poolIds: Iterable<number>,
): Promise<Map<number, string>> {
  const ids = [...new Set(poolIds)];
  if (ids.length === 0) return new Map();
  const rows = await database.query<{ id: number; handle: string }>(
    "SELECT id, handle FROM pool WHERE shop_id = $1 AND id = ANY($2::int[])",
    [shop.id, ids],
  );
  return new Map(rows.map(({ id, handle }) => [id, handle]));
}
