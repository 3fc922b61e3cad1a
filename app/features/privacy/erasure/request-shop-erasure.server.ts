import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";

/** Lets a job erase everything of a shop that left. */
export async function requestShopErasure(tx: Transaction, shop: ShopContext): Promise<void> {
  await enqueue(tx, "erase-shop", { shopId: shop.id }, { key: `erase-shop:${shop.id}` });
}
