import { Worker } from "node:worker_threads";
import { readingTemplate, type Turn, type TurnResult } from "./turn";
import { startWork } from "./work-time";

/** A longer turn is stuck in one message, because turns end on their own after 20 ms. */
const maxMilliseconds = 2000;
/** Megabytes. A thread that needs more is ended; the process continues. */
const maxMemoryMb = 256;

/** The outcome of a turn: its result, or the message at which the thread was ended. */
export type TurnOutcome =
  | { result: TurnResult }
  | { stuckAt: number | "template"; milliseconds: number };

/** A thread that renders, one turn at a time. */
export interface RenderThread {
  /** Rejects if the thread can't start. A stuck turn ends the thread. */
  run(turn: Turn): Promise<TurnOutcome>;
  stop(): Promise<void>;
}

const beside = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);

/**
 * When this runs from source, so does the thread: plain Node can't load TypeScript, and threads don't
 * inherit the loader of their process. A build has the thread's file next to the process's own.
 */
const entry = import.meta.url.endsWith(".ts")
  ? `import("tsx/esm/api").then(({ register }) => {
  register();
  return import(${beside("./render-thread.server.ts")});
});`
  : `import(${beside("./render-thread.server.js")});`;

/**
 * Starts a thread, which keeps the process alive only during a turn. Calls `onExit` when it ends
 * for any reason.
 */
export function startThread(onExit: () => void): RenderThread {
  const progress = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(entry, {
    eval: true,
    execArgv: [],
    workerData: progress,
    resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
  });
  let broken: Error | undefined;
  worker.on("error", (error) => {
    broken = error;
  });
  worker.once("exit", onExit);
  const ready = new Promise<void>((resolve, reject) => {
    worker.once("message", () => resolve());
    worker.once("exit", () => reject(broken ?? new Error("The render thread didn’t start.")));
  });
  // The error is reported by the next `run`; this avoids an unhandled rejection before.
  ready.catch(() => {});
  worker.unref();
  return {
    run: async (turn) => {
      worker.ref();
      await ready;
      return new Promise<TurnOutcome>((resolve) => {
        const worked = startWork();
        const settle = (outcome: TurnOutcome) => {
          clearTimeout(timer);
          worker.off("message", finished).off("exit", stuck);
          worker.unref();
          resolve(outcome);
        };
        const finished = (result: TurnResult) => settle({ result });
        const stuck = () => {
          const index = Atomics.load(progress, 0);
          settle({
            stuckAt: index === readingTemplate ? "template" : index,
            milliseconds: worked(),
          });
        };
        const endWhenStuck = () => {
          const left = maxMilliseconds - worked();
          if (left > 0) timer = setTimeout(endWhenStuck, Math.max(left, 10));
          else void worker.terminate();
        };
        let timer = setTimeout(endWhenStuck, maxMilliseconds);
        worker.on("message", finished).on("exit", stuck);
        worker.postMessage(turn);
      });
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}
