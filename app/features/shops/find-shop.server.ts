import type { ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";

/** SELECT list for a `ShopContext` from `shop`. */
export const shopColumns =
  'shop.id, shop.domain, shop.name, shop.time_zone AS "timeZone", shop.currency';

/** Finds the shop of a job or signed link; null if it's unknown or has uninstalled the app. */
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

/** Finds the shop of a verified domain; null if it's unknown or has uninstalled the app. */
export async function findShopByDomain(
  { database }: { database: Sql },
  domain: string,
): Promise<ShopContext | null> {
  const [shop] = await database.query<ShopContext>(
    `SELECT ${shopColumns} FROM shop
      WHERE domain = $1 AND uninstalled_at IS NULL`,
    [domain],
  );
  return shop ?? null;
}
