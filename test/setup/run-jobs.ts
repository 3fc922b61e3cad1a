import { Logger, type RunOnceOptions, runTaskListOnce } from "graphile-worker";
import type { JobName } from "../../app/database/job-catalogue";
import { jobs as allJobs, type Job } from "../../app/jobs/jobs.server";
import type { TestServices } from "./test-services";

/**
 * Runs all due jobs of the given kinds, like a worker, including the ones they enqueue. A failed job
 * is retried after an hour at the earliest.
 */
export async function runJobs(
  services: TestServices,
  wanted: readonly (JobName | Job)[],
): Promise<void> {
  const jobs = wanted.map((job) => (typeof job === "string" ? allJobs[job] : job));
  const never = new AbortController().signal;
  const run = (job: Job) => async (payload: unknown, helpers: { job: { id: string } }) => {
    try {
      await job.run(services, payload, never);
    } catch (error) {
      await postpone(services, helpers.job.id);
      throw error;
    }
  };
  const tasks = Object.fromEntries(jobs.map((job) => [job.name, run(job)]));
  // One pass is not enough: while the last job still locks its named queue, the runner finds no next
  // job and ends.
  while (await isWorkLeft(services, jobs)) {
    const client = await services.database.pool.connect();
    try {
      await runTaskListOnce(queueOf(services), tasks, client).promise;
    } finally {
      client.release();
    }
  }
}

const queues = new WeakMap<object, RunOnceOptions>();

/**
 * The runner's options, one object per database, because the runner caches task IDs by options object.
 * Unlike `runOnce`, this doesn't check the queue's migrations each time.
 */
function queueOf({ database }: TestServices): RunOnceOptions {
  const queue = queues.get(database.pool) ?? {
    logger: new Logger(() => () => undefined),
    noHandleSignals: true,
    // Complete jobs immediately, so the queue's state is current when the runner ends.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  };
  queues.set(database.pool, queue);
  return queue;
}

/** Whether one of these jobs is due or running. */
async function isWorkLeft({ database }: TestServices, jobs: Job[]): Promise<boolean> {
  const left = await database.query(
    `SELECT 1 FROM graphile_worker._private_jobs AS job
       JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id
      WHERE task.identifier = ANY($1)
        AND (job.locked_at IS NOT NULL OR (job.attempts < job.max_attempts AND job.run_at <= now()))
      LIMIT 1`,
    [jobs.map(({ name }) => name)],
  );
  return left.length > 0;
}

/** Postpones the retry, which after the usual 2.7 seconds could happen in the same run. */
async function postpone({ database }: TestServices, jobId: string): Promise<void> {
  await database.query(
    "UPDATE graphile_worker._private_jobs SET run_at = now() + interval '1 hour' WHERE id = $1",
    [jobId],
  );
}
