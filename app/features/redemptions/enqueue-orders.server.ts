import type { ShopContext } from "../../core/ids";
import type { Database, Transaction } from "../../database/database.server";
import { enqueue, enqueueAll, enqueueOnce } from "../../database/enqueue.server";
import type { Services } from "../../services.server";

type OfShop = Pick<ShopContext, "id">;

/**
 * Enqueues a read of an order from the platform, for events that say only that it changed. No-op
 * for shops without codes.
 */
export async function enqueueOrderRead(
  tx: Transaction,
  shop: OfShop,
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
export function readOrderKey(shop: OfShop, orderId: string): string {
  return `read-order:${shop.id}:${orderId}`;
}

const ledgerKey = ({ id }: OfShop) => `apply-orders:${id}`;

/**
 * Enqueues the job that applies the transaction's orders to the shop's ledger. Runs after commit.
 */
export async function enqueueLedger(tx: Transaction, shop: OfShop): Promise<void> {
  await enqueue(tx, "apply-orders", { shopId: shop.id }, { key: ledgerKey(shop) });
}

/** The same for orders that are already committed. */
export async function enqueueLedgerAfter(database: Database, shop: OfShop): Promise<void> {
  await enqueueOnce(database, "apply-orders", { shopId: shop.id }, ledgerKey(shop));
}

/**
 * Enqueues the ledger job of shops with unapplied orders, left when a process died before it could.
 */
export async function sweepLedgers({
  database,
  clock,
}: Pick<Services, "database" | "clock">): Promise<void> {
  const shops = await database.query<{ id: number }>(
    `SELECT id FROM readable.shop WHERE uninstalled_at IS NULL AND EXISTS (
       SELECT 1 FROM shop_order WHERE shop_order.shop_id = shop.id AND NOT settled
          AND (set_aside_until IS NULL OR set_aside_until <= $1))`,
    [clock.now()],
  );
  await enqueueAll(
    database,
    "apply-orders",
    shops.map(({ id }) => ({ payload: { shopId: id }, key: ledgerKey({ id }) })),
  );
}
