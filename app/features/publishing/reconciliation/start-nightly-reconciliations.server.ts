import { eachIsolated } from "../../../core/each-isolated";
import type { Services } from "../../../services.server";
import { startReconciliation } from "./start-reconciliation.server";

/** UTC hour when the checks begin, and the slots over which they're spread. */
const nightBegins = 2;
const slots = 30;
const slotMilliseconds = 10 * 60_000;

/**
 * Starts the nightly check of each installed store with published or assignable codes, once its
 * slot has come. Running all of them together would keep the workers busy for an hour. The slot
 * follows from the shop's ID. Call it every ten minutes; it catches up on missed calls.
 */
export async function startNightlyReconciliations(
  services: Pick<Services, "database" | "clock" | "log">,
  signal: AbortSignal,
): Promise<void> {
  const now = services.clock.now();
  const night = new Date(now);
  night.setUTCHours(nightBegins, 0, 0, 0);
  const slot = Math.floor((now.getTime() - night.getTime()) / slotMilliseconds);
  const shops = await services.database.query<{ id: number }>(
    `SELECT id FROM readable.shop WHERE uninstalled_at IS NULL AND id % $1 <= $2
        AND EXISTS (SELECT 1 FROM readable.pool WHERE pool.shop_id = shop.id AND pool.deleted_at IS NULL
                       AND (pool.discount_id IS NOT NULL OR EXISTS (
                         SELECT 1 FROM readable.pool_stock AS stock WHERE stock.shop_id = pool.shop_id
                            AND stock.pool_id = pool.id AND stock.available + stock.assigned > 0)))
        AND NOT EXISTS (SELECT 1 FROM reconciliation WHERE reconciliation.shop_id = shop.id
                           AND created_by = 'app' AND created_at >= $3)
      ORDER BY id`,
    [slots, slot, night],
  );
  await eachIsolated(
    shops,
    signal,
    (shop) => startReconciliation(services, shop, { actor: { name: "app" } }),
    ({ id }, error) =>
      services.log.error({ shopId: id, err: error }, "a reconciliation was not started"),
  );
}
