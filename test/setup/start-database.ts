import { chmod, mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "../../app/database/migrate.server";
import { startEmbeddedPostgres } from "../../dev/database/embedded.server";
import { databaseUrl } from "./copy-database";
import { own, removeAbandoned } from "./remove-abandoned";

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
  for (const parent of [inMemory, tmpdir()]) await removeAbandoned(parent, beginning);
  const folder = await mkdtemp(path.join(await quickFolder(), beginning));
  await own(folder);
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

/** How the names of these folders begin. */
const beginning = "coupon-pools-test-";

const inMemory = "/dev/shm";

/** A run takes 0.8 GB at most. */
const roomNeeded = 3 * 1024 ** 3;

/**
 * A folder in memory where the system has one with room to spare, else one on the disk. A database has
 * 800 files, and a disk takes half a second to copy them: ten times as long as memory.
 */
async function quickFolder(): Promise<string> {
  const free = await statfs(inMemory).then(
    ({ bavail, bsize }) => Math.min(bavail * bsize, process.availableMemory()),
    () => 0,
  );
  return free > roomNeeded ? inMemory : tmpdir();
}
