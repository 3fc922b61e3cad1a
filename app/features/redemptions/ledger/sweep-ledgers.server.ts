import { enqueueAll } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";

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
    shops.map(({ id }) => ({ payload: { shopId: id }, key: `apply-orders:${id}` })),
  );
}
