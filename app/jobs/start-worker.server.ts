import { type ParsedCronItem, parseCronItems } from "graphile-worker";
import { jobCatalogue } from "../database/job-catalogue";
import type { Services } from "../services.server";
import { type HoldPace, holdJobs } from "./job-holds.server";
import { jobs as allJobs, type Job, schedule } from "./jobs.server";
import { startWorkerPool, type WorkerPool } from "./worker-pool.server";

export interface WorkerOptions {
  /** Concurrent urgent and normal jobs. */
  concurrency: number;
  /** Concurrent bulk jobs, in addition to the others. */
  bulkConcurrency: number;
  /** Defaults to every job of the app. */
  jobs?: readonly Job[];
  pace?: HoldPace;
}

/**
 * Starts the worker. `stop` lets jobs reach a safe point. Rejects if the database is unreachable.
 */
export async function startWorker(
  services: Services,
  { concurrency, bulkConcurrency, jobs = Object.values(allJobs), pace }: WorkerOptions,
): Promise<{ stop(): Promise<void> }> {
  const isBulk = ({ name }: Job) => jobCatalogue[name].priority === "bulk";
  const pools: WorkerPool[] = [];
  const holds = await holdJobs(
    services,
    () => {
      services.log.error("Others may soon run the jobs of this worker. It stops working on them.");
      for (const pool of pools) pool.interrupt();
    },
    pace,
  );
  pools.push(
    await startWorkerPool(services, holds, {
      jobs: jobs.filter((job) => !isBulk(job)),
      concurrency,
      cron: parseCronItems(schedule) as ParsedCronItem[],
    }),
    await startWorkerPool(services, holds, {
      jobs: jobs.filter(isBulk),
      concurrency: bulkConcurrency,
      cron: [],
    }),
  );
  return {
    stop: async () => {
      await Promise.all(pools.map((pool) => pool.stop()));
      await holds.stop();
    },
  };
}
