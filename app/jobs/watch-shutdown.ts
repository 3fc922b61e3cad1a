/** Milliseconds that Graphile Worker has to save results after its last job has ended. */
const saveWithin = 5_000;

export interface ShutdownWatch {
  /** Runs a job and counts it as running until it ends. Rejects without running it if overdue. */
  watch<T>(job: () => Promise<T>): Promise<T>;
  /** Graphile Worker ends on its own, and takes no more jobs. */
  shuttingDown(): void;
  /** Resolves if Graphile Worker should have ended: it is shutting down, and no job is running. */
  overdue: Promise<void>;
  /** Graphile Worker has ended. */
  ended(): void;
}

/**
 * Notices a shutdown of Graphile Worker that never ends. It happens if several results in a row
 * can't be saved, for example while the database restarts: `batch` in its `main.js` (0.17.3) then counts
 * the pending batches below zero, and waits for zero.
 */
export function watchShutdown(): ShutdownWatch {
  let running = 0;
  let closing = false;
  let overdueNow = false;
  let timer: NodeJS.Timeout | undefined;
  let giveUp: () => void = () => undefined;
  const overdue = new Promise<void>((resolve) => {
    giveUp = () => {
      overdueNow = true;
      resolve();
    };
  });
  const check = () => {
    clearTimeout(timer);
    if (closing && running === 0) timer = setTimeout(giveUp, saveWithin);
  };
  return {
    async watch(job) {
      // Fetched by a query that was still open: by now it belongs to other workers.
      if (overdueNow) throw new Error("This worker has been replaced. Another one runs the job.");
      running += 1;
      check();
      try {
        return await job();
      } finally {
        running -= 1;
        check();
      }
    },
    shuttingDown() {
      closing = true;
      check();
    },
    overdue,
    ended() {
      closing = false;
      clearTimeout(timer);
    },
  };
}
