import { Logger, type RunOnceOptions, runTaskListOnce } from "graphile-worker";
import type { JobName } from "../../app/database/job-catalogue";
import { jobs as allJobs, type Job } from "../../app/jobs/jobs.server";
import type { TestServices } from "./test-services";

/**
 * Works off everything that is due in the queue with the given jobs, as a worker would, and what
 * these jobs enqueue in turn. A job that fails stays for later: it is not retried within the hour.
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
  // One pass is not enough: the runner looks for its next job while the last one still locks its
  // named queue, finds none and ends.
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
 * The runner's options: one object for each database, by which the runner remembers the numbers of its
 * tasks there. Unlike `runOnce`, it does not look at the queue's migrations each time.
 */
function queueOf({ database }: TestServices): RunOnceOptions {
  const queue = queues.get(database.pool) ?? {
    logger: new Logger(() => () => undefined),
    noHandleSignals: true,
    // Without batches the runner ends before the queue knows that its last job is done.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  };
  queues.set(database.pool, queue);
  return queue;
}

/** Whether a job of these is due or runs, as the queue itself knows it. */
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

/** The queue retries after 2.7 seconds, which is within the same run on a slow machine. */
async function postpone({ database }: TestServices, jobId: string): Promise<void> {
  await database.query(
    "UPDATE graphile_worker._private_jobs SET run_at = now() + interval '1 hour' WHERE id = $1",
    [jobId],
  );
}
