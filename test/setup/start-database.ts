import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../../app/database/embedded.server";
import { migrateDatabase } from "../../app/database/migrate.server";
import { databaseUrl } from "./copy-database";

declare module "vitest" {
  interface ProvidedContext {
    /** Connection string of the server's own database; `template` is copied for each test file. */
    postgresUrl: string;
  }
}

/**
 * One PostgreSQL for the whole run, with a migrated template that each test file copies. Every project
 * may ask for it: the first one starts it, and stops it at the end.
 */
export default async function startDatabase(
  project: TestProject,
): Promise<(() => Promise<void>) | undefined> {
  const run = project.vitest.getRootProject();
  if (run.getProvidedContext().postgresUrl) return undefined;
  const folder = await mkdtemp(path.join(tmpdir(), "coupon-pools-test-"));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({
    dataFolder: path.join(folder, "db"),
    port: 0,
    durable: false,
  });
  const admin = new pg.Client(server.url);
  await admin.connect();
  await admin.query("CREATE DATABASE template");
  await admin.end();
  await migrateDatabase(databaseUrl(server.url, "template"));
  run.provide("postgresUrl", server.url);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
