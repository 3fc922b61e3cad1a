import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { migrateDatabase } from "../../app/database/migrate.server";
import { sourceServer, sourceSettings } from "../source/source-processes";
import { startWatchedWorker } from "../source/watched-worker";
import { type Child, startChild } from "../stack/child";
import { startDatabase } from "../stack/start-database";
import { encryptionKeys, scopesOfTheApp } from "../stack/start-stack";
import { appEnvironment } from "./app-environment";

/** Separate from .sandbox/, so that a real store's data never mixes with the demo store's. */
const folder = path.resolve(".shopify-dev");
const logFolder = path.join(folder, "logs");

/**
 * What `shopify app dev` runs: the app and the worker from source, against the real Shopify. Starts
 * an embedded PostgreSQL unless the environment or .env sets DATABASE_URL.
 */
async function run(): Promise<void> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  await mkdir(folder, { recursive: true });
  const children: Child[] = [];
  const stop = async () => {
    for (const child of children) await child.stop();
  };
  let stopping = false;
  const stopAndExit = (code: number) => {
    if (stopping) return;
    stopping = true;
    void stop().then(() => process.exit(code));
  };
  process.on("SIGINT", () => stopAndExit(0));
  process.on("SIGTERM", () => stopAndExit(0));
  try {
    const env = await environment(children);
    await migrateDatabase(env["DATABASE_URL"] ?? "");
    const app = { name: "app", command: sourceServer, env, logFolder, readyWhen: /app ready/ };
    await Promise.all([
      startChild(app).then(({ child }) => children.unshift(child)),
      startWatchedWorker({ env, logFolder, preload: [] }).then((child) => children.unshift(child)),
    ]);
    process.stdout.write(`The app listens on port ${env["PORT"]}. Logs: ${logFolder}\n`);
  } catch (error) {
    await stop();
    throw error;
  }
  const first = await Promise.race(
    children.map(async (child) => {
      await child.exited;
      return child;
    }),
  );
  if (stopping) return;
  console.error(`The process ${first.name} ended by itself: ${first.lastWords()}`);
  stopAndExit(1);
}

async function environment(children: Child[]): Promise<NodeJS.ProcessEnv> {
  let { DATABASE_URL = "" } = process.env;
  if (!DATABASE_URL) {
    const database = await startDatabase({
      folder: path.join(folder, "database"),
      port: 0,
      logFolder,
    });
    children.push(database.child);
    DATABASE_URL = database.url;
  }
  const defaults = {
    DATABASE_URL,
    ENCRYPTION_KEYS: await encryptionKeys(folder),
    SCOPES: await scopesOfTheApp(),
  };
  return { ...appEnvironment(process.env, defaults), ...sourceSettings };
}

await run().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
