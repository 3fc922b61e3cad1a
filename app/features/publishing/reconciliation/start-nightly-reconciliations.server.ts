import { eachAlone } from "../../../core/each-alone";
import type { Services } from "../../../services.server";
import { startReconciliation } from "./start-reconciliation.server";

/** Hours after midnight UTC, and the part of the night over which the checks are spread. */
const nightBegins = 2;
const slots = 30;
const slotMilliseconds = 10 * 60_000;

/**
 * Starts the night's check in every store that has the app and codes that should work there, once its
 * time has come: all together they would keep the workers busy for an hour. A shop's time follows from its id.
 * Meant to be called every ten minutes of the night; what an earlier call missed, the next makes up for.
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
    `SELECT id FROM shop WHERE uninstalled_at IS NULL AND id % $1 <= $2
        AND EXISTS (SELECT 1 FROM pool WHERE pool.shop_id = shop.id AND pool.deleted_at IS NULL
                       AND (pool.discount_id IS NOT NULL OR EXISTS (
                         SELECT 1 FROM pool_stock AS stock WHERE stock.shop_id = pool.shop_id
                            AND stock.pool_id = pool.id AND stock.available + stock.assigned > 0)))
        AND NOT EXISTS (SELECT 1 FROM reconciliation WHERE reconciliation.shop_id = shop.id
                           AND created_by = 'app' AND created_at >= $3)
      ORDER BY id`,
    [slots, slot, night],
  );
  await eachAlone(
    shops,
    signal,
    (shop) => startReconciliation(services, shop, { actor: { name: "app" } }),
    ({ id }, error) => services.log.error({ shopId: id, err: error }, "a check was not started"),
  );
}
