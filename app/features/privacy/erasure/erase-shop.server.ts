import type { Database } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { deleteDetachedShop, detachShop } from "../../shops/detach-shop.server";
import { erasureOrder, type ForeignKey } from "./erasure-order";

/** Rows per transaction: short enough for the worker to stop in between. */
const rowsPerStep = 10_000;

/**
 * Erases all data of a shop that uninstalled the app, step by step. Idempotent. A shop that
 * reinstalled before keeps its data. First the shop loses its domain, so a later reinstall starts
 * fresh and isn't affected. Throws when `signal` is aborted; the job resumes later.
 */
export async function eraseShop(
  services: Services,
  { shopId }: { shopId: number },
  signal: AbortSignal,
): Promise<void> {
  if (!(await detachShop(services, shopId))) return;
  for (const table of await tablesOfShops(services.database)) {
    await eraseRows(services.database, table, shopId, signal);
  }
  await deleteDetachedShop(services, shopId);
  services.log.info({ shopId }, "shop erased");
}

/**
 * All tables with rows of shops, in an order that satisfies foreign keys. Read from the catalog, so
 * a new table can't be forgotten.
 */
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
