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
    /** Connection string of the server's default database. `template` is copied for each test file. */
    postgresUrl: string;
  }
}

/**
 * Starts one PostgreSQL for the whole run, with a migrated template that each test file copies. The
 * first project to call this starts the server and stops it at the end.
 */
export default async function startDatabase(
  project: TestProject,
): Promise<(() => Promise<void>) | undefined> {
  const run = project.vitest.getRootProject();
  if (run.getProvidedContext().postgresUrl) return undefined;
  for (const parent of [inMemory, tmpdir()]) await removeAbandoned(parent, prefix);
  const folder = await mkdtemp(path.join(await fastestFolder(), prefix));
  await own(folder);
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({
    dataFolder: path.join(folder, "db"),
    port: 0,
    durable: false,
    socket: true,
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

/** Prefix of the folder names. */
const prefix = "coupon-pools-test-";

const inMemory = "/dev/shm";

/** A run uses at most 0.8 GB, so this leaves ample room. */
const roomNeeded = 3 * 1024 ** 3;

/**
 * A folder in memory if there is enough room, otherwise on disk. Copying a database means copying 800
 * files, which takes half a second on disk, ten times as long as in memory.
 */
async function fastestFolder(): Promise<string> {
  const free = await statfs(inMemory).then(
    ({ bavail, bsize }) => Math.min(bavail * bsize, process.availableMemory()),
    () => 0,
  );
  return free > roomNeeded ? inMemory : tmpdir();
}
