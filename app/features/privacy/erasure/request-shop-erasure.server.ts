import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";

/** Enqueues the erasure of all data of a shop that uninstalled the app. */
export async function requestShopErasure(tx: Transaction, shop: ShopContext): Promise<void> {
  await enqueue(tx, "erase-shop", { shopId: shop.id }, { key: `erase-shop:${shop.id}` });
}
