import type { ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";

/** The code to name in an activity entry about a single code; undefined for several. */
export async function findSingleCode(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  codeIds: readonly number[],
): Promise<{ code: string } | undefined> {
  if (codeIds.length !== 1) return undefined;
  const [named] = await sql.query<{ code: string }>(
    "SELECT code FROM code WHERE shop_id = $1 AND id = $2",
    [shop.id, codeIds[0]],
  );
  return named;
}
