import { Logger, runOnce } from "graphile-worker";
import type { Job } from "../../app/worker/job.server";
import type { TestServices } from "./test-services";

/** Works off everything that is due in the queue with the given jobs, as a worker would; a job that fails stays for later. */
export async function runJobs(services: TestServices, jobs: Job[]): Promise<void> {
  const never = new AbortController().signal;
  await runOnce({
    pgPool: services.database.pool,
    logger: new Logger(() => () => undefined),
    noHandleSignals: true,
    // Without batches it would not wait until the queue knows that a job is done.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    taskList: Object.fromEntries(
      jobs.map((job) => [job.name, (payload: unknown) => job.run(services, payload, never)]),
    ),
  });
}
