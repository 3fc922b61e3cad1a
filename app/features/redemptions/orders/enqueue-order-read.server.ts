import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";

/**
 * Enqueues a read of an order from the platform, for events that say only that it changed. No-op
 * for shops without codes.
 */
export async function enqueueOrderRead(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  orderId: string,
): Promise<void> {
  const [code] = await tx.query("SELECT 1 FROM readable.code WHERE shop_id = $1 LIMIT 1", [
    shop.id,
  ]);
  if (!code) return;
  const key = readOrderKey(shop, orderId);
  await enqueue(tx, "read-order", { shopId: shop.id, orderId }, { key });
}

/** Job key: one queued read per order. */
export function readOrderKey(shop: Pick<ShopContext, "id">, orderId: string): string {
  return `read-order:${shop.id}:${orderId}`;
}
