import type { ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";
import { shopColumns } from "./shop-columns";

/** The shop that a job or a signed link is about; null when it is unknown or uninstalled the app. */
export async function findShop(
  { database }: { database: Sql },
  shopId: number,
): Promise<ShopContext | null> {
  const [shop] = await database.query<ShopContext>(
    `SELECT ${shopColumns} FROM shop
      WHERE id = $1 AND uninstalled_at IS NULL`,
    [shopId],
  );
  return shop ?? null;
}
