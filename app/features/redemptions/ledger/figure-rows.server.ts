import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import type { OrderFigures } from "./ledger";

/**
 * Adds figures to the statistics rows. The caller sorts them, so concurrent writers don't deadlock.
 */
export async function writeFigures(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  figures: readonly OrderFigures[],
): Promise<void> {
  if (figures.length === 0) return;
  await tx.query(
    `INSERT INTO order_day (shop_id, pool_id, day, source, currency, redeemed, leaked, orders,
                            discount, order_value)
     SELECT $1, * FROM unnest($2::int[], $3::date[], $4::text[], $5::text[], $6::int[], $7::int[],
                              $8::int[], $9::numeric[], $10::numeric[])
     ON CONFLICT (shop_id, pool_id, day, source, currency) DO UPDATE SET
       redeemed = order_day.redeemed + excluded.redeemed,
       leaked = order_day.leaked + excluded.leaked,
       orders = order_day.orders + excluded.orders,
       discount = order_day.discount + excluded.discount,
       order_value = order_day.order_value + excluded.order_value`,
    [
      shop.id,
      figures.map(({ poolId }) => poolId),
      figures.map(({ day }) => day),
      figures.map(({ source }) => source),
      figures.map(({ currency }) => currency),
      figures.map(({ redeemed }) => redeemed),
      figures.map(({ leaked }) => leaked),
      figures.map(({ orders }) => orders),
      figures.map(({ discount }) => discount),
      figures.map(({ orderValue }) => orderValue),
    ],
  );
}
