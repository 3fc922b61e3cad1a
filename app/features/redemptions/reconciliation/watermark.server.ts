import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";

/** Shopify shows apps the orders of the last 60 days (`read_orders` without `read_all_orders`). */
const visibleDays = 60;

/** Where a shop's first run begins. */
export function firstWatermark(now: Date): Date {
  return new Date(now.getTime() - visibleDays * 86_400_000);
}

/** Orders changed before this moment are known; undefined: never reconciled. */
export async function readWatermark(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
): Promise<Date | undefined> {
  const [row] = await sql.query<{ until: Date }>(
    "SELECT until FROM order_watermark WHERE shop_id = $1",
    [shop.id],
  );
  return row?.until;
}

/** Advances the watermark, in the transaction that stores the orders. It never moves back. */
export async function writeWatermark(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  until: Date,
): Promise<void> {
  await sql.query(
    `INSERT INTO order_watermark (shop_id, until) VALUES ($1, $2)
     ON CONFLICT (shop_id) DO UPDATE SET until = GREATEST(order_watermark.until, excluded.until)`,
    [shop.id, until],
  );
}
