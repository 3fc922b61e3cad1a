import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { runMigrations } from "graphile-worker";

const require = createRequire(import.meta.url);

/** Brings a database to the current schema: ours by Prisma, the queue's by graphile-worker. Safe to repeat. */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  const prisma = require.resolve("prisma/build/index.js");
  await promisify(execFile)(process.execPath, [prisma, "migrate", "deploy"], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
  }).catch((error: { stdout?: string; stderr?: string }) => {
    throw new Error(
      `The database could not be migrated: ${error.stdout ?? ""}${error.stderr ?? ""}`,
    );
  });
  await runMigrations({ connectionString: databaseUrl });
}
