import type { ShopContext } from "../../../core/ids";
import type { Database, Transaction } from "../../../database/database.server";
import { enqueue, enqueueOnce } from "../../../database/enqueue.server";

type OfShop = Pick<ShopContext, "id">;

const keyOf = ({ id }: OfShop) => `apply-orders:${id}`;

/**
 * Enqueues the job that applies the transaction's orders to the shop's ledger. Runs after commit.
 */
export async function enqueueLedger(tx: Transaction, shop: OfShop): Promise<void> {
  await enqueue(tx, "apply-orders", { shopId: shop.id }, { key: keyOf(shop) });
}

/** The same for orders that are already committed. */
export async function enqueueLedgerAfter(database: Database, shop: OfShop): Promise<void> {
  await enqueueOnce(database, "apply-orders", { shopId: shop.id }, keyOf(shop));
}
