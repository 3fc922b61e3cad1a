import { enqueueAll } from "../../database/enqueue.server";
import type { Services } from "../../services.server";

/**
 * Enqueues refreshes of shop data: daily, because a webhook may have been lost, and at every run
 * for shops that deny access.
 */
export async function refreshShops({
  database,
  clock,
}: Pick<Services, "database" | "clock">): Promise<void> {
  const shops = await database.query<{ id: number }>(
    `SELECT id FROM shop WHERE uninstalled_at IS NULL
        AND (access_lost_at IS NOT NULL
             OR coalesce(facts_read_at, installed_at) < $1::timestamptz - interval '1 day')`,
    [clock.now()],
  );
  await enqueueAll(
    database,
    "refresh-shop",
    shops.map(({ id }) => ({ payload: { shopId: id }, key: `refresh-shop:${id}` })),
  );
}
