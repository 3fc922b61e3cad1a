import type { ShopContext } from "../core/ids";
import type { Sql } from "../database/database.server";

/** The shop that a job or a signed link is about; null when it is unknown or uninstalled the app. */
export async function findShop(
  { database }: { database: Sql },
  shopId: number,
): Promise<ShopContext | null> {
  const [shop] = await database.query<ShopContext>(
    `SELECT id, domain, name, time_zone AS "timeZone", currency FROM shop
      WHERE id = $1 AND uninstalled_at IS NULL`,
    [shopId],
  );
  return shop ?? null;
}
