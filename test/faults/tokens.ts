import { randomInt } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { requestShopRefresh } from "../../app/features/shops/refresh-shop.server";
import { uninstallShop } from "../../app/features/shops/uninstall-shop.server";
import type { Services } from "../../app/services.server";
import { appProcess, buildApp } from "../../dev/stack/build-app";
import { type Child, startChild } from "../../dev/stack/child";
import { encryptionKeysOf } from "../../dev/stack/encryption-keys";
import { preload } from "../../dev/stack/start-stack";
import { type Fault, uninstallApp } from "../doubles/shopify/index";
import { app, type ManyStores, type Store, startManyStores } from "./many-stores";

export interface TokenFaultsOptions {
  services: Services;
  databaseUrl: string;
  stores: number;
  /** In each round, an hour passes, a worker is killed and two stores uninstall the app. */
  rounds: number;
}

export interface TokenFaults {
  kills: number;
  /** Stores that uninstalled the app, half of them without a webhook. */
  left: number;
  /** Stores with the app that could not be served in the end. */
  stuck: number;
  /** Requests about a store after the app learned that it was uninstalled. */
  calledAfterLeaving: number;
  /** Kinds of faults that never occurred, so the round proved nothing about them. */
  neverStruck: string[];
}

/**
 * Serves many stores while their tokens expire, refreshes hang, fail, get lost or lack `expires_in`,
 * workers are killed (SIGKILL) and stores uninstall the app, half of them without a webhook. Then
 * the faults end and every remaining store must be served.
 */
export async function tokenFaults(options: TokenFaultsOptions): Promise<TokenFaults> {
  const { services, databaseUrl, rounds } = options;
  const many = await startManyStores(services, options.stores);
  const logFolder = await mkdtemp(path.join(tmpdir(), "coupon-pools-tokens-"));
  const startWorker = () => startTokenWorker(many, databaseUrl, services, logFolder);
  const staying = [...many.stores];
  /** Number of requests about a store at the time the app learned that it was uninstalled. */
  const gone = new Map<Store, number>();
  const silent: Store[] = [];
  await addFaults(many);
  for (let round = 0; round < rounds; round += 1) {
    await anHourLater(many);
    for (const store of [...staying, ...silent, ...gone.keys()]) {
      await requestShopRefresh(services.database, store.here);
    }
    const worker = await startWorker();
    await setTimeout(randomInt(100, 2500));
    process.kill(worker.pid, "SIGKILL");
    await worker.exited;
    const [announced, unannounced] = staying.splice(-2, 2);
    if (announced) {
      uninstallApp(many.running.sandbox, announced.sandboxShop);
      await services.database.transaction((tx) =>
        uninstallShop(services, tx, announced.here, { at: services.clock.now() }),
      );
      gone.set(announced, many.requests(announced));
    }
    if (unannounced) {
      uninstallApp(many.running.sandbox, unannounced.sandboxShop);
      silent.push(unannounced);
    }
  }
  const neverStruck = await unstruckFaults(many);
  await many.control("DELETE", "/control/api/faults");
  const worker = await startWorker();
  // Twice: the app learns about the unannounced stores in the first hour, and must not call them in the second.
  await refreshAll(services, many, [...staying, ...silent, ...gone.keys()]);
  for (const store of silent) gone.set(store, many.requests(store));
  await services.database.query("UPDATE shop SET facts_read_at = NULL");
  await refreshAll(services, many, [...staying, ...gone.keys()]);
  const read = await services.database.query<{ domain: string }>(
    "SELECT domain FROM shop WHERE facts_read_at IS NOT NULL",
  );
  await worker.stop();
  const served = new Set(read.map(({ domain }) => domain));
  const calledAfterLeaving = [...gone].map(([store, before]) => many.requests(store) - before);
  await many.close();
  return {
    kills: rounds,
    left: gone.size,
    stuck: staying.filter(({ here }) => !served.has(here.domain)).length,
    calledAfterLeaving: calledAfterLeaving.reduce((sum, calls) => sum + calls, 0),
    neverStruck,
  };
}

/** The kinds of faults that never occurred. */
async function unstruckFaults(many: ManyStores): Promise<string[]> {
  const { faults } = (await many.control("GET", "/control/api/faults")) as { faults: Fault[] };
  const struck = (kind: string) => {
    const fault = faults.find((fault) => fault.kind === kind);
    return (
      fault === undefined || (fault.times === null ? fault.drawn > 0 : fault.times < hangs(many))
    );
  };
  return refreshFaults(many)
    .map(({ kind }) => kind)
    .filter((kind) => !struck(kind));
}

/** Number of refreshes that hang. Each one blocks a worker slot for ten seconds. */
const hangs = (many: ManyStores) => Math.ceil(many.stores.length / 10);

const refreshFaults = (many: ManyStores) => [
  { match: "oauth:refresh", kind: "timeout", times: hangs(many) },
  { match: "oauth:refresh", kind: "lost-answer", rate: 0.2 },
  { match: "oauth:refresh", kind: "5xx", rate: 0.1 },
  { match: "oauth:refresh", kind: "no-lifetime", rate: 0.3 },
];

async function addFaults(many: ManyStores): Promise<void> {
  for (const fault of refreshFaults(many)) {
    await many.control("POST", "/control/api/faults", fault);
  }
}

const anHourLater = (many: ManyStores) =>
  many.control("POST", "/control/api/clock", { advanceMs: 61 * 60_000 });

/** Refreshes every store and waits until no job is left. */
async function refreshAll(services: Services, many: ManyStores, stores: Store[]): Promise<void> {
  const { database } = services;
  await anHourLater(many);
  for (const { here } of stores) await requestShopRefresh(database, here);
  for (;;) {
    // Failed jobs back off increasingly. Here, run them immediately.
    const waiting = await database.query(
      `UPDATE graphile_worker._private_jobs SET run_at = least(run_at, now())
        WHERE key LIKE 'refresh-shop:%' AND attempts < max_attempts RETURNING 1`,
    );
    if (waiting.length === 0) return;
    await setTimeout(200);
  }
}

async function startTokenWorker(
  many: ManyStores,
  databaseUrl: string,
  { keyring }: Pick<Services, "keyring">,
  logFolder: string,
): Promise<Child> {
  await buildApp();
  const { child } = await startChild({
    name: "worker",
    command: [...preload, ...appProcess("worker")],
    logFolder,
    readyWhen: /worker ready/,
    env: {
      ...process.env,
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      SANDBOX_URL: many.url,
      SHOPIFY_API_KEY: app.apiKey,
      SHOPIFY_API_SECRET: app.apiSecret,
      SHOPIFY_APP_URL: "http://127.0.0.1:1",
      SCOPES: app.scopes.join(","),
      ENCRYPTION_KEYS: encryptionKeysOf(keyring),
      SMTP_URL: "smtp://127.0.0.1:1",
      MAIL_FROM: "nobody@example.com",
      WORKER_CONCURRENCY: "8",
      LOG_LEVEL: "info",
    },
  });
  return child;
}
