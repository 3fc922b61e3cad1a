import { EventEmitter } from "node:events";
import {
  Logger,
  type ParsedCronItem,
  type Runner,
  run,
  type Task,
  type WorkerEvents,
} from "graphile-worker";
import type { Services } from "../services.server";
import { fairTurns } from "./fair-turns";
import type { JobHolds } from "./job-holds.server";
import type { Job } from "./jobs.server";
import { watchShutdown } from "./watch-shutdown";

export interface QueueOptions {
  jobs: readonly Job[];
  /** Concurrent jobs. */
  concurrency: number;
  cron: ParsedCronItem[];
  /** The signal for a job that is about to start. */
  signal: () => AbortSignal;
  /** Called when Graphile Worker stops on its own. */
  interrupt: () => void;
}

/**
 * Runs Graphile Worker with these jobs. Shops take turns, and the worker pool is marked as alive
 * before it takes its first job. `promise` settles when Graphile Worker has ended, or when all its jobs
 * have ended and its shutdown hangs.
 */
export async function runQueue(
  services: Services,
  holds: JobHolds,
  { jobs, concurrency, cron, signal, interrupt }: QueueOptions,
): Promise<Runner> {
  const turns = fairTurns();
  const events: WorkerEvents = new EventEmitter();
  let workerPool: string | undefined;
  let ending = false;
  let stopping = false;
  const shutdown = watchShutdown();
  events.on("job:start", ({ job }) => turns.taken(Object.keys(job.flags ?? {}), job.priority));
  events.on("worker:getJob:empty", ({ worker }) => {
    if (!ending && turns.nothingFound()) worker.nudge();
  });
  events.on("pool:gracefulShutdown", () => {
    ending = true;
    if (!stopping) shutdown.shuttingDown();
    interrupt();
  });
  const runner = await run({
    pgPool: services.database.pool,
    concurrency,
    noHandleSignals: true,
    // The database announces new jobs. Polling finds the ones scheduled for later.
    pollInterval: 1000,
    logger: quietLogger(services),
    events,
    forbiddenFlags: turns.passOver,
    taskList: Object.fromEntries(
      jobs.map((job) => {
        const run = task(services, job, signal);
        return [job.name, (payload, helpers) => shutdown.watch(async () => run(payload, helpers))];
      }),
    ),
    parsedCronItems: cron,
    preset: {
      // Without batching, Graphile Worker doesn't wait until a finished job is saved, and exits the
      // process if saving fails. A delay of 0 turns batching on without a delay.
      worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
      plugins: [
        {
          name: "HoldWorkerPool",
          version: "1.0.0",
          worker: {
            hooks: {
              startWorker: (_, { worker }) => {
                workerPool = worker.workerPool.id;
                return holds.hold(workerPool);
              },
            },
          },
        },
      ],
    },
  });
  const untilEnd = async () => {
    const hangs = shutdown.overdue.then(() => {
      services.log.warn(
        "Graphile Worker doesn't finish its shutdown. Its jobs go to other workers.",
      );
      // Ends its schedule, if nothing else.
      void runner.stop().catch(() => undefined);
    });
    try {
      await Promise.race([runner.promise, hangs]);
    } finally {
      shutdown.ended();
      if (workerPool) await holds.release(workerPool);
    }
  };
  const promise = untilEnd();
  const stop = () => {
    // Results may be saved for as long as the process has to stop.
    stopping = true;
    return runner.stop();
  };
  return { ...runner, promise, stop };
}

function task(services: Services, job: Job, signalOf: () => AbortSignal): Task {
  return async (payload, helpers) => {
    const started = services.clock.now();
    const signal = signalOf();
    try {
      await job.run(services, payload, signal);
    } catch (error) {
      if (!signal.aborted) {
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

/**
 * Graphile Worker's messages, at our log levels. `task` logs failed jobs, without their payload.
 */
function quietLogger({ log }: Services): Logger {
  return new Logger(() => (level, message, meta) => {
    if (meta?.["failure"]) return;
    if (level === "error") log.error(message);
    else log.debug(message);
  });
}
