import type { Services } from "../../../services.server";

/** A code of ours that an order used. `amount`: what it took off, in units of the currency. */
export interface BuyerOrder {
  order: string;
  orderedAt: Date;
  code: string | null;
  pool: string | null;
  amount: string;
  currency: string;
}

/** Codes used by the buyer with these keys (hex), in the order of their orders. */
export function readBuyerOrders(
  { database }: Pick<Services, "database">,
  shopId: number,
  keys: readonly string[],
): Promise<BuyerOrder[]> {
  return database.query<BuyerOrder>(
    `SELECT shop_order.name AS "order", shop_order.ordered_at AS "orderedAt", code.code,
            pool.name AS pool, trim_scale(redemption.amount)::text AS amount, shop_order.currency
       FROM shop_order
       JOIN redemption ON redemption.shop_id = $1 AND redemption.order_id = shop_order.id
       LEFT JOIN readable.code ON code.shop_id = $1 AND code.id = redemption.code_id
       LEFT JOIN readable.pool ON pool.shop_id = $1 AND pool.id = redemption.pool_id
      WHERE shop_order.shop_id = $1
        AND (shop_order.email_key = ANY($2::bytea[]) OR shop_order.customer_key = ANY($2::bytea[])
             OR shop_order.customer_email_key = ANY($2::bytea[]))
      ORDER BY shop_order.ordered_at, shop_order.id, code.code`,
    [shopId, keys.map((key) => Buffer.from(key, "hex"))],
  );
}
