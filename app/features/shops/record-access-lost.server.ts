import type { Logger } from "pino";
import type { Clock } from "../../core/clock";
import type { Sql } from "../../database/database.server";

/**
 * Records that the platform denies access for a shop, with the platform's message. No-op if already
 * recorded; `refreshShop` clears it.
 */
export async function recordAccessLost(
  { database, clock, log }: { database: Sql; clock: Clock; log: Logger },
  shopDomain: string,
  { reason }: { reason: string },
): Promise<void> {
  const lost = await database.query(
    `UPDATE shop SET access_lost_at = $2, access_lost_reason = $3
      WHERE domain = $1 AND uninstalled_at IS NULL AND access_lost_at IS NULL RETURNING 1`,
    [shopDomain, clock.now(), reason],
  );
  if (lost.length > 0) log.warn({ shop: shopDomain, reason }, "the shop denies the app access");
}
