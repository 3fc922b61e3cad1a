import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { enqueue, enqueueAll } from "../../../app/database/enqueue.server";
import { type Job, jobOf } from "../../../app/jobs/jobs.server";
import { startWorker } from "../../../app/jobs/start-worker.server";
import { startTcpGate, throughPort } from "../../factories/tcp-gate";
import {
  insertShop,
  openTestServices,
  otherServer,
  type TestServices,
} from "../../setup/test-services";

const until = (check: () => boolean | Promise<boolean>) =>
  vi.waitUntil(check, { timeout: 30_000, interval: 10 });
/** In milliseconds. Reconnecting takes a few, or several hundred on a busy machine. */
const pace = { round: 20, lostAfter: 1500, deadAfter: 2500 };

describe("job recovery", () => {
  let services: TestServices;
  let shop: ShopContext;
  let running: { stop(): Promise<void> }[] = [];

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
  });
  afterAll(() => services.close());
  beforeEach(() => services.database.query("DELETE FROM graphile_worker._private_jobs"));
  afterEach(async () => {
    for (const each of running) await each.stop();
    running = [];
  });

  /** `holdUrl`: the database URL that the process uses for its heartbeat. */
  async function startProcess(jobs: Job[], concurrency = 2, holdUrl?: string): Promise<void> {
    const process = otherServer(services, 10);
    const database = { ...process.database, ...(holdUrl ? { url: holdUrl } : {}) };
    const worker = await startWorker(
      { ...process, database },
      {
        concurrency,
        bulkConcurrency: concurrency,
        jobs,
        pace,
      },
    );
    running.push({
      stop: async () => {
        await worker.stop();
        await process.close();
      },
    });
  }

  /** A job that waits until it is opened or interrupted. */
  function blockedJob(name: "import-codes" | "apply-orders") {
    const seen = { begun: 0, ended: 0, interrupted: 0 };
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const work = jobOf(name, async (_, __, signal) => {
      seen.begun += 1;
      const interrupted = new Promise<void>((resolve) =>
        signal.addEventListener("abort", () => resolve()),
      );
      await Promise.race([opened, interrupted]);
      if (signal.aborted) {
        seen.interrupted += 1;
        throw new Error("interrupted");
      }
      seen.ended += 1;
    });
    return { work, seen, open };
  }

  const recordRun = (runs: number[]) =>
    jobOf("read-order", async (_, { orderId }) => void runs.push(Number(orderId)));

  /** Adds a job locked by a dead process. Without recovery, the queue would keep it locked for four hours. */
  async function leaveDeadJob(number: number): Promise<void> {
    await services.database.transaction(async (tx) => {
      await enqueue(tx, "read-order", { shopId: shop.id, orderId: String(number) });
      await tx.query(
        `UPDATE graphile_worker._private_jobs SET locked_by = 'pool-dead', locked_at = now()
          WHERE payload ->> 'orderId' = $1`,
        [String(number)],
      );
    });
  }

  const lockedJobs = () =>
    services.database.query<{ attempts: number; worker: string }>(
      `SELECT attempts, locked_by AS worker FROM graphile_worker.jobs
        WHERE task_identifier = 'import-codes' AND locked_by IS NOT NULL`,
    );

  const cutHolds = () =>
    services.database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks
        WHERE locktype = 'advisory' AND mode = 'ShareLock'
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );

  it("never unlocks a running job, however long it runs and however often its connection breaks", async () => {
    const { work, seen, open } = blockedJob("import-codes");
    const recovered: number[] = [];
    await startProcess([work]);
    await enqueue(services.database, "import-codes", { shopId: shop.id, batchId: 1 });
    await until(() => seen.begun === 1);
    const [before] = await lockedJobs();
    await startProcess([recordRun(recovered)]);
    // Each recovered dead job proves that a recovery round ran and left the running job alone.
    for (let number = 1; number <= 2; number += 1) {
      await leaveDeadJob(number);
      await cutHolds();
      await until(() => recovered.includes(number));
      expect(await lockedJobs()).toEqual([before]);
    }
    open();
    await until(() => seen.ended === 1);
    await until(async () => (await lockedJobs()).length === 0);
    expect(seen).toEqual({ begun: 1, ended: 1, interrupted: 0 });
  });

  it("leaves a process's running job alone while many of its other jobs end", async () => {
    const { work, seen, open } = blockedJob("apply-orders");
    const runs: number[] = [];
    await startProcess([work, recordRun(runs)], 3);
    await startProcess([recordRun(runs)], 3);
    await enqueue(services.database, "apply-orders", { shopId: shop.id });
    await until(() => seen.begun === 1);
    await enqueueAll(
      services.database,
      "read-order",
      Array.from({ length: 80 }, (_, number) => ({
        payload: { shopId: shop.id, orderId: String(number) },
        key: `read-order:${number}`,
      })),
    );
    await leaveDeadJob(80);
    await until(() => runs.length === 81);
    open();
    await until(() => seen.ended === 1);
    expect(new Set(runs).size).toBe(runs.length);
    expect(seen).toEqual({ begun: 1, ended: 1, interrupted: 0 });
  });

  it("interrupts the jobs of a process whose heartbeat fails", async () => {
    const gate = await startTcpGate(Number(new URL(services.databaseUrl).port));
    const { work, seen, open } = blockedJob("import-codes");
    await startProcess([work], 1, throughPort(services.databaseUrl, gate.port));
    await enqueue(services.database, "import-codes", { shopId: shop.id, batchId: 1 });
    await until(() => seen.begun === 1);
    gate.shut();
    await until(() => seen.interrupted === 1);
    gate.open();
    await services.database.query("UPDATE graphile_worker._private_jobs SET run_at = now()");
    open();
    await until(() => seen.ended === 1);
    await gate.close();
  });
});
