import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";

/** How many keys open the shop's sealed codes, and when the newest was made; null: there is none. */
export async function countSealKeys(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
): Promise<{ count: number; newestAt: Date | null }> {
  const [keys] = await database.query<{ count: number; newestAt: Date | null }>(
    `SELECT count(*) AS count, max(created_at) AS "newestAt" FROM seal_key WHERE shop_id = $1`,
    [shop.id],
  );
  return keys ?? { count: 0, newestAt: null };
}
