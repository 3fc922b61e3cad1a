import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";

/** Orders by their buyers' keys (hex), and by the platform's ids. */
export interface BuyersToErase {
  keys: readonly string[];
  orderIds: readonly string[];
}

/** Takes the buyer from orders; a later event does not bring them back. Resolves how many orders changed. */
export async function eraseBuyers(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  { keys, orderIds }: BuyersToErase,
): Promise<number> {
  const orders = await tx.query(
    `UPDATE shop_order SET email_key = NULL, customer_key = NULL, customer_email_key = NULL,
            alias_keys = '{}', buyer_erased = true
      WHERE shop_id = $1 AND NOT buyer_erased
        AND (email_key = ANY($2::bytea[]) OR customer_key = ANY($2::bytea[])
             OR customer_email_key = ANY($2::bytea[]) OR id = ANY($3))
     RETURNING 1`,
    [shop.id, keys.map((key) => Buffer.from(key, "hex")), orderIds],
  );
  return orders.length;
}
