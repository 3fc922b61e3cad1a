import { Logger, type ParsedCronItem, parseCronItems, run, type TaskList } from "graphile-worker";
import type { Services } from "../services.server";
import type { Job } from "./job.server";
import { holdJobs, type JobHolds } from "./job-holds.server";
import { jobs } from "./jobs.server";
import { schedule } from "./schedule.server";

/** Starts working off jobs; `stop` lets running jobs reach a safe point. */
export async function startWorker(
  services: Services,
  options: { concurrency: number; onLost: () => void },
): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController();
  const holds = await holdJobs(services, options.onLost);
  const runner = await run({
    pgPool: services.database.pool,
    concurrency: options.concurrency,
    noHandleSignals: true,
    // New jobs are announced by the database; polling is for those whose time comes later.
    pollInterval: 1000,
    logger: quietLogger(services),
    taskList: Object.fromEntries(
      jobs.map((job) => [job.name, task(services, job, stopping, holds)]),
    ),
    parsedCronItems: parseCronItems(schedule) as ParsedCronItem[],
  });
  return {
    stop: async () => {
      stopping.abort();
      await runner.stop();
      await holds.stop();
    },
  };
}

function task(
  services: Services,
  job: Job,
  stopping: AbortController,
  holds: JobHolds,
): TaskList[string] {
  return async (payload, helpers) => {
    const started = services.clock.now();
    try {
      await holds.whileHeld(helpers.job.id, () => job.run(services, payload, stopping.signal));
    } catch (error) {
      if (!stopping.signal.aborted) {
        services.log.error(
          { job: job.name, attempt: helpers.job.attempts, err: error },
          "job failed",
        );
      }
      throw error;
    }
    const milliseconds = services.clock.now().getTime() - started.getTime();
    services.log.debug({ job: job.name, milliseconds }, "job done");
  };
}

/** graphile-worker's own messages, at our level of detail. */
function quietLogger({ log }: Services): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error") log.error(message);
    else log.debug(message);
  });
}
