import { enqueueAll } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";

/** Enqueues the order reconciliation of each installed shop with a pool. */
export async function reconcileShops({ database }: Pick<Services, "database">): Promise<void> {
  const shops = await database.query<{ id: number }>(
    `SELECT id FROM readable.shop WHERE uninstalled_at IS NULL
        AND EXISTS (SELECT 1 FROM readable.pool WHERE pool.shop_id = shop.id)`,
  );
  await enqueueAll(
    database,
    "reconcile-orders",
    shops.map(({ id }) => ({ payload: { shopId: id }, key: `reconcile-orders:${id}` })),
  );
}
