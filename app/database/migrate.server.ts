import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { runMigrations } from "graphile-worker";
import pg from "pg";

const require = createRequire(import.meta.url);

/** Advisory lock: processes that start together migrate one after the other. */
const migrationLock = 4_170_001;

/**
 * Prisma's engine starts a ten-second timer for its advisory lock and never clears it. Here it
 * doesn't keep the process alive.
 */
const letGoOfTimers = `data:text/javascript,${encodeURIComponent(
  "const wait = setTimeout; globalThis.setTimeout = (...a) => a[1] === 10000 ? wait(...a).unref() : wait(...a);",
)}`;

/**
 * Migrates a database to the current schema: ours with Prisma, the queue's with graphile-worker.
 * Idempotent.
 */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl });
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  try {
    const holder = await pool.connect();
    try {
      await holder.query("SELECT pg_advisory_lock($1)", [migrationLock]);
      await migrateTables(databaseUrl);
      await runMigrations({ pgPool: pool });
    } finally {
      // Closing the connection releases the lock, so a failed migration ends with its error instead
      // of waiting.
      holder.release(true);
    }
  } finally {
    await pool.end();
  }
}

async function migrateTables(databaseUrl: string): Promise<void> {
  const prisma = require.resolve("prisma/build/index.js");
  const command = ["--import", letGoOfTimers, prisma, "migrate", "deploy"];
  await promisify(execFile)(process.execPath, command, {
    env: { ...process.env, DATABASE_URL: databaseUrl },
  }).catch((error: { stdout?: string; stderr?: string }) => {
    throw new Error(`The database could not be migrated: ${error.stdout}${error.stderr}`);
  });
}
