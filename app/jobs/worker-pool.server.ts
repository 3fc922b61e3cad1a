import { setTimeout } from "node:timers/promises";
import type { ParsedCronItem } from "graphile-worker";
import type { Services } from "../services.server";
import type { JobHolds } from "./job-holds.server";
import type { Job } from "./jobs.server";
import { runQueue } from "./run-queue.server";

/**
 * Pause before workers that ended on their own are replaced. It gives the database time to recover.
 */
const pauseMilliseconds = 1000;

export interface WorkerPoolOptions {
  jobs: readonly Job[];
  /** Concurrent jobs. */
  concurrency: number;
  cron: ParsedCronItem[];
}

export interface WorkerPool {
  /** Asks running jobs to stop at their next safe point. They are retried later. */
  interrupt(): void;
  /** Takes no more jobs, interrupts the running ones, and resolves when all have ended. */
  stop(): Promise<void>;
}

/**
 * Processes these jobs until it is stopped. Graphile Worker gives up if it can't save that a job is
 * finished, for example while the database restarts. Its workers are then replaced.
 */
export async function startWorkerPool(
  services: Services,
  holds: JobHolds,
  options: WorkerPoolOptions,
): Promise<WorkerPool> {
  const { log } = services;
  let stopped = false;
  let running = new AbortController();
  const interrupt = () => {
    const interrupted = running;
    running = new AbortController();
    interrupted.abort();
  };
  const start = () =>
    runQueue(services, holds, { ...options, signal: () => running.signal, interrupt });

  async function keepRunning(): Promise<void> {
    while (!stopped) {
      await queue?.promise.catch((error: unknown) => log.warn({ err: error }, "workers ended"));
      queue = undefined;
      if (stopped) return;
      log.warn("The queue's workers ended by themselves. Others take their place.");
      await setTimeout(pauseMilliseconds);
      if (stopped) return;
      queue = await start().catch((error: unknown) => {
        log.warn({ err: error }, "The queue's workers could not be started. Trying again.");
        return undefined;
      });
      if (stopped) await queue?.stop();
    }
  }

  let queue: Awaited<ReturnType<typeof start>> | undefined = await start();
  const ended = keepRunning();
  return {
    interrupt,
    stop: async () => {
      stopped = true;
      interrupt();
      await queue?.stop().catch(() => undefined);
      await ended;
    },
  };
}
