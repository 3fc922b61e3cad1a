import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";

/** How far back the platform shows an app the shop's orders. */
const visibleDays = 60;

/** Where the first run of a shop begins. */
export function startOfTime(now: Date): Date {
  return new Date(now.getTime() - visibleDays * 86_400_000);
}

/** Every order that changed before this moment is known; undefined: the shop was never compared. */
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

/** Moves the watermark, in the transaction that writes down what was read. It never moves back. */
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
