import { Logger, runOnce } from "graphile-worker";
import type { Job } from "../../app/worker/job.server";
import type { TestServices } from "./test-services";

/**
 * Works off everything that is due in the queue with the given jobs, as a worker would, and what
 * these jobs enqueue in turn. A job that fails stays for later: it is not retried within the hour.
 */
export async function runJobs(services: TestServices, jobs: Job[]): Promise<void> {
  const never = new AbortController().signal;
  const run = (job: Job) => async (payload: unknown, helpers: { job: { id: string } }) => {
    try {
      await job.run(services, payload, never);
    } catch (error) {
      await postpone(services, helpers.job.id);
      throw error;
    }
  };
  // One pass is not enough: the runner looks for its next job while the last one still locks its
  // named queue, finds none and ends.
  while (await isWorkLeft(services, jobs)) {
    await runOnce({
      pgPool: services.database.pool,
      logger: new Logger(() => () => undefined),
      noHandleSignals: true,
      // Without batches `runOnce` resolves before the queue knows that its last job is done.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      taskList: Object.fromEntries(jobs.map((job) => [job.name, run(job)])),
    });
  }
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
