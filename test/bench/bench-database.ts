import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pino from "pino";
import { openDatabase } from "../../app/database/database.server";
import { openKeyring } from "../../app/database/encryption/open-keyring.server";
import { migrateDatabase } from "../../app/database/migrate.server";
import type { Services } from "../../app/services.server";
import { startEmbeddedPostgres } from "../../dev/database/embedded.server";
import { testKey } from "../factories/test-keys";

/**
 * Services over an empty, migrated PostgreSQL of its own with the settings that `npm run sandbox`
 * uses (every commit reaches the disk), given to `measure`; gone afterwards.
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

/** A cluster keeps so many files of its log for the next writes (`min_wal_size`), 16 MB each. */
const logFiles = 5;

/**
 * Makes the files that the database's log will go on in. A database in service has them from earlier
 * writes; a new one makes them one by one, and then every commit waits for tens of milliseconds.
 */
export async function readyLogFiles({ database }: Services): Promise<void> {
  for (let file = 0; file < logFiles; file += 1) {
    await database.query("SELECT pg_logical_emit_message(false, 'bench', 'one more file')");
    await database.query("SELECT pg_switch_wal()");
  }
  await database.query("CHECKPOINT");
}

/** Services over a database, quiet and alone. */
export async function benchServices(databaseUrl: string): Promise<Services> {
  const log = pino({ level: "silent" });
  const database = openDatabase(databaseUrl, 20, log);
  return {
    database,
    clock: { now: () => new Date() },
    log,
    mailer: { send: () => Promise.resolve({ refused: 0 }) },
    platform: () => {
      throw new Error("A bench has no shop system.");
    },
    keyring: await openKeyring(database, [testKey("bench")]),
  };
}

/** A shop to measure with. */
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
