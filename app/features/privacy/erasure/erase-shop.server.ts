import type { Database } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { erasureOrder, type ForeignKey } from "./erasure-order";

/** Rows per transaction: short enough for the worker to stop in between. */
const rowsPerStep = 10_000;

/**
 * Erases everything of a shop that left, step by step; safe to repeat. A shop that came back keeps
 * its data. First the shop loses its name, so that one that comes back later begins anew, untouched
 * by what is still being erased. Throws when `signal` is aborted; the job goes on later.
 */
export async function eraseShop(
  services: Services,
  { shopId }: { shopId: number },
  signal: AbortSignal,
): Promise<void> {
  if (!(await detach(services, shopId))) return;
  for (const table of await tablesOfShops(services.database)) {
    await eraseRows(services.database, table, shopId, signal);
  }
  await services.database.query("DELETE FROM shop WHERE id = $1", [shopId]);
  services.log.info({ shopId }, "shop erased");
}

/** Takes the shop's name from its data; false when there is nothing to erase. */
async function detach({ database, platform, clock, log }: Services, shopId: number) {
  const [shop] = await database.query<{ domain: string; uninstalledAt: Date | null }>(
    `SELECT domain, uninstalled_at AS "uninstalledAt" FROM shop WHERE id = $1`,
    [shopId],
  );
  if (!shop) return false;
  const nameless = `erased-${shopId}`;
  if (shop.domain === nameless) return true;
  // The word of the shop's leaving may have been lost on the way: the platform knows.
  if (!shop.uninstalledAt && (await platform(shop.domain).isInstalled())) {
    log.info({ shopId }, "shop has the app again, nothing is erased");
    return false;
  }
  return database.transaction(async (tx) => {
    const detached = await tx.query(
      `UPDATE shop SET domain = $3, name = '', email = '', uninstalled_at = $4
        WHERE id = $1 AND domain = $2 AND (uninstalled_at IS NULL) = $5 RETURNING 1`,
      [shopId, shop.domain, nameless, shop.uninstalledAt ?? clock.now(), !shop.uninstalledAt],
    );
    if (detached.length === 0) throw new Error("The shop changed while it was to be erased.");
    await tx.query("DELETE FROM session WHERE shop = $1", [shop.domain]);
    return true;
  });
}

/** Every table that has rows of shops, in an order that foreign keys allow. Read from the catalog, so that a new table cannot be forgotten. */
async function tablesOfShops(database: Database): Promise<string[]> {
  const tables = await database.query<{ name: string }>(
    `SELECT pg_class.oid::regclass::text AS name FROM pg_class
       JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'shop_id'
      WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
      ORDER BY relname`,
  );
  const foreignKeys = await database.query<ForeignKey>(
    `SELECT conrelid::regclass::text AS "from", confrelid::regclass::text AS "to"
       FROM pg_constraint WHERE contype = 'f'`,
  );
  return erasureOrder(
    tables.map(({ name }) => name),
    foreignKeys,
  );
}

async function eraseRows(database: Database, table: string, shopId: number, signal: AbortSignal) {
  for (;;) {
    signal.throwIfAborted();
    const erased = await database.query<{ count: number }>(
      `WITH erased AS (
         DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM ${table} WHERE shop_id = $1 LIMIT ${rowsPerStep})) RETURNING 1)
       SELECT count(*) AS count FROM erased`,
      [shopId],
    );
    if ((erased[0]?.count ?? 0) < rowsPerStep) return;
  }
}
