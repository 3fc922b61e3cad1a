import { rm } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { migrateDatabase } from "../../app/database/migrate.server";
import { removeEmbeddedPostgres } from "../database/embedded.server";
import { buildApp } from "./build-app";
import { buildFunctions } from "./build-functions";
import { startChild } from "./child";
import { isTaken } from "./free-ports";
import { installApp } from "./install-app";
import { oldDataUnusable } from "./old-data";
import { startDatabase } from "./start-database";
import { demoShop, hasEncryptionKey, preload, type Stack, startStack } from "./start-stack";

const folder = path.resolve(process.env["SANDBOX_FOLDER"] ?? ".sandbox");
const databaseFolder = path.join(folder, "database");
const logFolder = path.join(folder, "logs");
const firstPort = Number(process.env["SANDBOX_FIRST_PORT"] ?? 4100);
const ports = {
  sandbox: firstPort,
  tunnel: firstPort + 1,
  app: firstPort + 2,
  smtp: firstPort + 3,
  database: firstPort + 4,
};

/**
 * `npm run sandbox`: runs the whole product on one machine, with a demo store, until Ctrl-C. With
 * `--watch` (`npm run dev`), the app and the worker run from source and follow its changes.
 */
async function run(): Promise<void> {
  const flag = { type: "boolean", default: false } as const;
  const { values } = parseArgs({ options: { fresh: flag, watch: flag } });
  for (const [what, port] of Object.entries(ports)) {
    if (await isTaken(port)) {
      throw new Error(
        `Port ${port} (${what}) is taken. Stop what listens there, perhaps another "npm run sandbox" or "npm run dev", or set SANDBOX_FIRST_PORT to the first of five free ports.`,
      );
    }
  }
  if (values.fresh) {
    await removeEmbeddedPostgres(databaseFolder);
    await rm(folder, { recursive: true, force: true });
  }
  const hasOldData = await hasEncryptionKey(folder);
  if (values.watch) {
    await buildFunctions();
  } else {
    say("Building the app …");
    await buildApp();
  }
  say("Starting the database …");
  const database = await startDatabase({
    folder: databaseFolder,
    port: ports.database,
    logFolder,
  });
  let stack: Stack | undefined;
  const stop = stopOnce(async () => {
    await stack?.stop();
    await database.child.stop();
  });
  process.on("SIGINT", () => void stop().then(() => process.exit(0)));
  process.on("SIGTERM", () => void stop().then(() => process.exit(0)));
  try {
    await migrateDatabase(database.url);
    say("Starting the store, the app and the worker …");
    stack = await startStack({
      folder,
      databaseUrl: database.url,
      ports,
      seed: "demo",
      code: values.watch ? "source" : "built",
    });
    await installApp(stack, demoShop);
    await fillDemoStore(stack);
  } catch (error) {
    await stop();
    throw hasOldData ? oldDataUnusable(error as Error, logFolder) : error;
  }
  announce(stack);
  if (values.watch) say(`Changes below app/ show by themselves. Logs: ${logFolder}`);
  const ended = [database.child, ...stack.children].map(async (child) => {
    const code = await child.exited;
    return { child, code };
  });
  const { child, code } = await Promise.race(ended);
  if (stop.requested()) return;
  console.error(`The process ${child.name} ended by itself (${code}): ${child.lastWords()}`);
  await stop();
  process.exit(1);
}

/** Creates the demo store's pools through the app's own features, in a separate process. */
async function fillDemoStore(stack: Stack): Promise<void> {
  say("Filling the demo store …");
  const { child } = await startChild({
    name: "demo",
    command: [...preload, "--import", "tsx", "test/factories/fill-demo-store.ts"],
    env: stack.env,
    logFolder,
    readyWhen: /demo store ready/,
  });
  await child.exited;
}

function announce({ url }: Stack): void {
  say("");
  say(`  Admin       ${url}/admin/store/${demoShop.split(".")[0]}/apps/coupon-pools/app`);
  say(`  Inbox       ${url}/inbox`);
  say(`  Control     ${url}/control`);
  say(`  Everything  ${url}/`);
  say("");
  say("Ctrl-C stops it; the data stays for the next start. Start over: npm run sandbox -- --fresh");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function stopOnce(work: () => Promise<void>) {
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= work();
    return stopping;
  };
  return Object.assign(stop, { requested: () => stopping !== undefined });
}

await run().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
