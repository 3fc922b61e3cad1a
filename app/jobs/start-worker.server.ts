import { type ParsedCronItem, parseCronItems } from "graphile-worker";
import { jobCatalogue } from "../database/job-catalogue";
import type { Services } from "../services.server";
import { type HoldPace, holdJobs } from "./job-holds.server";
import { jobs as allJobs, type Job, schedule } from "./jobs.server";
import { startWorkerPool, type WorkerPool } from "./worker-pool.server";

export interface WorkerOptions {
  /** Urgent and normal jobs at a time. */
  concurrency: number;
  /** Bulk jobs at a time, beside the others. */
  bulkConcurrency: number;
  /** Every job of the app, unless a test brings its own. */
  jobs?: readonly Job[];
  pace?: HoldPace;
}

/** Starts working off jobs. `stop` lets running jobs reach a safe point. */
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
