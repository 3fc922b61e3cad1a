import { enqueueAll } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";
import { poolGuarded } from "../config/read-guarded-pools.server";
import { checkMinutes } from "./is-settled";

/**
 * Enqueues the guards of installed shops whose discount is unfinished or wasn't read for 15 minutes,
 * and of shops that protect a pool but have no guard yet. This finds what a lost webhook or job left.
 */
export async function sweepGuards({
  database,
  clock,
}: Pick<Services, "database" | "clock">): Promise<void> {
  const shops = await database.query<{ id: number }>(
    `SELECT shop.id FROM readable.shop LEFT JOIN guard ON guard.shop_id = shop.id
      WHERE shop.uninstalled_at IS NULL AND CASE
        WHEN guard.enabled IS NULL THEN
          EXISTS (SELECT 1 FROM readable.pool WHERE pool.shop_id = shop.id AND ${poolGuarded})
        WHEN guard.status = 'off' THEN false
        ELSE guard.status NOT IN ('on', 'deactivated', 'missing') OR guard.trouble IS NOT NULL
          OR guard.checked_at <= $1 OR guard.noticed_at >= guard.checked_at END`,
    [new Date(clock.now().getTime() - checkMinutes * 60_000)],
  );
  await enqueueAll(
    database,
    "write-guard",
    shops.map(({ id }) => {
      const key = `write-guard:${id}`;
      return { payload: { shopId: id }, key, queue: key };
    }),
  );
}
