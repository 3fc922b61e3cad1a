import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pino from "pino";
import type { ShopContext } from "../../app/core/ids";
import { openDatabase } from "../../app/database/database.server";
import { openKeyring } from "../../app/database/encryption/open-keyring.server";
import { migrateDatabase } from "../../app/database/migrate.server";
import type { Services } from "../../app/services.server";
import { startEmbeddedPostgres } from "../../dev/database/embedded.server";
import { addCodes, insertPool } from "../factories/stocked-pool";
import { testKey } from "../factories/test-keys";
import { timed } from "./bench";

/**
 * Runs `measure` with services on a temporary, migrated PostgreSQL with the settings of
 * `npm run sandbox`, where every commit is flushed to disk.
 */
export async function withBenchDatabase<T>(
  measure: (services: Services, databaseUrl: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "coupon-pools-bench-"));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({
    dataFolder: path.join(folder, "db"),
    port: 0,
    durable: true,
  });
  await migrateDatabase(server.url);
  const services = await benchServices(server.url);
  try {
    return await measure(services, server.url);
  } finally {
    await services.database.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Number of WAL files of 16 MB that PostgreSQL keeps for reuse (`min_wal_size`). */
const walFiles = 5;

/**
 * Creates WAL files in advance. A database in use has recycled ones, but a new database creates them
 * one by one, which delays commits by tens of milliseconds.
 */
export async function createWalFiles({ database }: Services): Promise<void> {
  for (let file = 0; file < walFiles; file += 1) {
    await database.query("SELECT pg_logical_emit_message(false, 'bench', 'one more file')");
    await database.query("SELECT pg_switch_wal()");
  }
  await database.query("CHECKPOINT");
}

/** Services without logs, mails or a platform. */
export async function benchServices(databaseUrl: string): Promise<Services> {
  const log = pino({ level: "silent" });
  const database = openDatabase(databaseUrl, 20, log);
  return {
    database,
    clock: { now: () => new Date() },
    log,
    mailer: { send: () => Promise.resolve({ refused: 0 }) },
    platform: () => {
      throw new Error("A bench has no platform.");
    },
    keyring: await openKeyring(database, [testKey("bench")]),
  };
}

/** Inserts the shop for a bench. */
export async function insertBenchShop({ database }: Services) {
  const [shop] = await database.query<{
    id: number;
    domain: string;
    name: string;
    timeZone: string;
    currency: string;
  }>(
    `INSERT INTO shop (domain, name, email, time_zone, installed_at)
     VALUES ('bench.myshopify.com', 'Bench', 'bench@example.com', 'Europe/Berlin', now())
     RETURNING id, domain, name, time_zone AS "timeZone", currency`,
  );
  if (!shop) throw new Error("no shop");
  return shop;
}

const codesPerInsert = 100_000;

/** Inserts a static pool with available codes. The next measurement doesn't pay for its writes. */
export async function insertBenchPool(
  services: Services,
  shop: ShopContext,
  codes: number,
): Promise<number> {
  const pool = await insertPool(services, shop);
  for (let inserted = 0; inserted < codes; inserted += codesPerInsert) {
    await addCodes(services, shop, pool, Math.min(codesPerInsert, codes - inserted));
  }
  await services.database.query("ANALYZE");
  await services.database.query("CHECKPOINT");
  return pool;
}

/**
 * Seconds that one statement takes to assign a new pool's codes to `recipients` people. Its
 * parameters: the shop, the pool, the number of recipients and a prefix for their keys.
 */
export async function timeStatement(
  services: Services,
  shop: ShopContext,
  statement: string,
  { recipients, round }: { recipients: number; round: number },
): Promise<number> {
  const pool = await insertBenchPool(services, shop, recipients);
  const client = await services.database.pool.connect();
  try {
    // The app's limit of a minute is for statements that write a step of this, not all of it.
    await client.query("SET statement_timeout = 0");
    const values = [shop.id, pool, recipients, `bare-${round}-`];
    return (await timed(() => client.query(statement, values))) / 1000;
  } finally {
    client.release(true);
  }
}
