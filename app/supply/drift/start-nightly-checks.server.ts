import type { Services } from "../../services.server";
import { startDriftCheck } from "./start-drift-check.server";

/** Starts a check in every shop that has the app and codes under a discount. */
export async function startNightlyChecks(
  services: Pick<Services, "database" | "clock">,
  signal: AbortSignal,
): Promise<void> {
  const shops = await services.database.query<{ id: number }>(
    `SELECT id FROM shop WHERE uninstalled_at IS NULL AND EXISTS (
       SELECT 1 FROM pool WHERE pool.shop_id = shop.id AND pool.discount_id IS NOT NULL
          AND pool.deleted_at IS NULL) ORDER BY id`,
  );
  for (const shop of shops) {
    signal.throwIfAborted();
    await startDriftCheck(services, shop, { actor: { name: "app" } });
  }
}
