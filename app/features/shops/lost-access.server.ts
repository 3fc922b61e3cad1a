import type { Logger } from "pino";
import type { Clock } from "../../core/clock";
import type { ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";

/** When and why the platform started to deny access for a shop. */
export interface LostAccess {
  since: Date;
  /** The platform's message. */
  reason: string;
}

/** Reads whether the app has lost access to a shop; null if not. */
export async function readAccess(
  { database }: { database: Sql },
  { id }: Pick<ShopContext, "id">,
): Promise<LostAccess | null> {
  const [lost] = await database.query<LostAccess>(
    `SELECT access_lost_at AS since, access_lost_reason AS reason FROM shop
      WHERE id = $1 AND access_lost_at IS NOT NULL`,
    [id],
  );
  return lost ?? null;
}

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
