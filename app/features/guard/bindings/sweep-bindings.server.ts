import { eachIsolated } from "../../../core/each-isolated";
import type { Services } from "../../../services.server";
import { enqueueCustomerCodes } from "../../recipients/changes/enqueue-customer-codes.server";
import { reportCompleteness } from "./report-completeness.server";
import { sweepIsOutdated, wantedSweeps } from "./sweep-holders.server";

/**
 * Enqueues the job of every installed shop with customers to write: because the protection of a pool
 * changed, or a job was lost or gave up. Also notices when a job is late, so no one is refused
 * for a code that isn't written yet.
 */
export async function sweepBindings(
  services: Pick<Services, "database" | "log">,
  signal: AbortSignal,
): Promise<void> {
  const { database, log } = services;
  const shops = await database.query<{ id: number }>(
    `SELECT id FROM readable.shop WHERE uninstalled_at IS NULL AND (
       EXISTS (SELECT 1 FROM readable.customer_change AS mark WHERE mark.shop_id = shop.id)
       OR EXISTS (SELECT 1 FROM customer_codes WHERE shop_id = shop.id AND erased)
       OR EXISTS (SELECT 1 FROM binding_sweep AS sweep
                   WHERE sweep.shop_id = shop.id AND sweep.swept_through < sweep.through)
       OR EXISTS (SELECT 1 FROM (${wantedSweeps("shop.id")}) AS wanted
                   WHERE ${sweepIsOutdated("shop.id")}))`,
  );
  await eachIsolated(
    shops,
    signal,
    async (shop) => {
      await reportCompleteness(services, shop);
      await enqueueCustomerCodes(database, shop.id);
    },
    ({ id }, error) => log.error({ shopId: id, err: error }, "codes of customers were not swept"),
  );
}
