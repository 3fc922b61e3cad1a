import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openDatabase } from "../../../app/database/database.server";
import { openKeyring } from "../../../app/database/encryption/open-keyring.server";
import { migrateDatabase } from "../../../app/database/migrate.server";
import { loader as healthz } from "../../../app/routes/healthz";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../../dev/database/embedded.server";
import { freePorts } from "../../../dev/stack/free-ports";
import { startWorkerProcess } from "../../../dev/stack/start-worker-process";
import { absentPlatform } from "../../factories/absent-platform";
import { manyCodes, startImportOf } from "../../factories/start-import-of";
import { insertPool } from "../../factories/stocked-pool";
import { testKey } from "../../factories/test-keys";
import { insertShop, type TestServices } from "../../setup/test-services";

/** Five chunks of an import. */
const codes = 50_000;

// A failed job is retried after 3, 7, 20 and 55 seconds. On a busy machine it may fail several times.
const until = (check: () => boolean | Promise<boolean>) =>
  vi.waitUntil(check, { timeout: 160_000, interval: 50 });

describe("a database restart", () => {
  let folder: string;
  let port: number;
  let postgres: EmbeddedPostgres;
  let services: TestServices;

  const start = () =>
    startEmbeddedPostgres({ dataFolder: path.join(folder, "db"), port, durable: false });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "coupon-pools-restart-"));
    await chmod(folder, 0o755);
    [port = 0] = await freePorts(1);
    postgres = await start();
    await migrateDatabase(postgres.url);
    const log = pino({ level: "silent" });
    const database = openDatabase(postgres.url, 10, log);
    services = {
      databaseUrl: postgres.url,
      database,
      log,
      mails: [],
      mailer: { send: () => Promise.resolve({ refused: 0 }) },
      clock: { now: () => new Date() },
      setTime: () => undefined,
      platform: absentPlatform,
      keyring: await openKeyring(database, [testKey("test")]),
      close: () => database.close(),
    };
  });
  afterAll(async () => {
    await services.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const health = async () =>
    (await healthz({ context: { services } } as unknown as Parameters<typeof healthz>[0])).status;

  it("fails the health check, and a worker in the middle of an import survives it", async () => {
    const { database } = services;
    const shop = await insertShop(services);
    const poolId = await insertPool(services, shop);
    const worker = await startWorkerProcess(postgres.url, services.keyring, folder);
    let ended = false;
    void worker.exited.then(() => {
      ended = true;
    });
    const batchId = await startImportOf(services, shop, poolId, manyCodes(codes));
    const progress = async () => {
      const [batch] = await database.query<{ rows: number; state: string; failure: string | null }>(
        "SELECT rows_read AS rows, state::text, failure FROM batch WHERE shop_id = $1 AND id = $2",
        [shop.id, batchId],
      );
      return batch ?? { rows: 0, state: "", failure: null };
    };
    await until(async () => (await progress()).rows > 0);
    expect(await health()).toBe(200);
    expect((await progress()).rows).toBeLessThan(codes);

    await postgres.stop();
    expect(await health()).toBe(503);
    postgres = await start();

    await until(async () => (await health()) === 200);
    await until(async () => !["queued", "running"].includes((await progress()).state));
    expect(await progress()).toEqual({ rows: codes, state: "done", failure: null });
    const [stock] = await database.query(
      "SELECT available FROM pool_stock WHERE shop_id = $1 AND pool_id = $2",
      [shop.id, poolId],
    );
    expect(stock).toEqual({ available: codes });
    expect(ended).toBe(false);
    await worker.stop();
  });
});
