import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";

/**
 * Lets a job read an order from the platform, because an event tells that it changed and not how. A
 * shop without codes has nothing to look for.
 */
export async function enqueueOrderRead(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  orderId: string,
): Promise<void> {
  const [code] = await tx.query("SELECT 1 FROM code WHERE shop_id = $1 LIMIT 1", [shop.id]);
  if (!code) return;
  const key = readOrderKey(shop, orderId);
  await enqueue(tx, "read-order", { shopId: shop.id, orderId }, { key });
}

/** One reading of an order at a time waits in the queue. */
export function readOrderKey(shop: Pick<ShopContext, "id">, orderId: string): string {
  return `read-order:${shop.id}:${orderId}`;
}
