import { afterAll, beforeAll, expect, it } from "vitest";
import { enqueue } from "../../app/database/enqueue.server";
import type { Job } from "../../app/jobs/jobs.server";
import { runJobs } from "./run-jobs";
import { openTestServices, type TestServices } from "./test-services";

let services: TestServices;
beforeAll(async () => {
  services = await openTestServices();
});
afterAll(() => services.close());

const enqueueAt = (position: number, queue?: string) =>
  enqueue(
    services.database,
    "replenish-pool",
    { shopId: 1, poolId: position },
    queue === undefined ? {} : { queue },
  );

const queuedJobs = () => services.database.query("SELECT 1 FROM graphile_worker._private_jobs");

it("runJobs runs jobs that a job adds to its own named queue", async () => {
  const length = 20;
  let ran = 0;
  const job: Job = {
    name: "replenish-pool",
    run: async (_, payload) => {
      ran += 1;
      const { poolId } = payload as { poolId: number };
      if (poolId < length) await enqueueAt(poolId + 1, "one after the other");
    },
  };
  for (let round = 1; round <= 10; round += 1) {
    await enqueueAt(1, "one after the other");
    await runJobs(services, [job]);
    expect(ran).toBe(round * length);
  }
  expect(await queuedJobs()).toEqual([]);
});

it("runJobs runs a failing job once, however long the run takes", async () => {
  let failed = 0;
  let followed = 0;
  const failing: Job = {
    name: "replenish-pool",
    run: async () => {
      failed += 1;
      await enqueue(services.database, "sweep-supply", {});
      throw new Error("not now");
    },
  };
  const following: Job = {
    name: "sweep-supply",
    run: async () => {
      followed += 1;
      // Simulates the time after which the queue retries.
      await services.database.query(
        "UPDATE graphile_worker._private_jobs SET run_at = run_at - interval '3 seconds' WHERE attempts > 0",
      );
    },
  };
  await enqueueAt(1, "failing");
  await runJobs(services, [failing, following]);
  expect([failed, followed]).toEqual([1, 1]);
  expect(await queuedJobs()).toHaveLength(1);
});
