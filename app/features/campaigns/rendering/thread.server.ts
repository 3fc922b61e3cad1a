import { Worker } from "node:worker_threads";
import { readingTemplate, type Turn, type TurnAnswer } from "./turn";
import { startWork } from "./work-time";

/** A turn that works longer is stuck in one message: it ends by itself after 20 ms and the message it is at. */
const mostMilliseconds = 2000;
/** Megabytes. A thread that needs more ends; the process goes on. */
const mostMemory = 256;

/** How a turn ended: with an answer, or with a thread that had to be ended at this message. */
export type TurnOutcome =
  | { answer: TurnAnswer }
  | { stuckAt: number | "template"; milliseconds: number };

/** A thread that renders, one turn at a time. */
export interface RenderThread {
  /** Rejects when the thread can't start. After a turn that got stuck the thread is gone. */
  run(turn: Turn): Promise<TurnOutcome>;
  stop(): Promise<void>;
}

const beside = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);

/**
 * Where this runs from its source, so does the thread: plain Node can't read TypeScript, and a thread
 * doesn't inherit the loader of its process. A build has the thread's file beside the process's own.
 */
const entry = import.meta.url.endsWith(".ts")
  ? `import("tsx/esm/api").then(({ register }) => {
  register();
  return import(${beside("./render-thread.server.ts")});
});`
  : `import(${beside("./render-thread.server.js")});`;

/** Starts a thread. It doesn't keep the process alive unless it is at work. `onExit`: it is gone, for whatever reason. */
export function startThread(onExit: () => void): RenderThread {
  const progress = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(entry, {
    eval: true,
    execArgv: [],
    workerData: progress,
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  let broken: Error | undefined;
  worker.on("error", (error) => {
    broken = error;
  });
  worker.once("exit", onExit);
  const ready = new Promise<void>((resolve, reject) => {
    worker.once("message", () => resolve());
    worker.once("exit", () => reject(broken ?? new Error("The render thread did not start.")));
  });
  // Whoever runs a turn learns of it; before that nobody needs to.
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
          worker.off("message", answered).off("exit", stuck);
          worker.unref();
          resolve(outcome);
        };
        const answered = (answer: TurnAnswer) => settle({ answer });
        const stuck = () => {
          const index = Atomics.load(progress, 0);
          settle({
            stuckAt: index === readingTemplate ? "template" : index,
            milliseconds: worked(),
          });
        };
        const endWhenStuck = () => {
          const left = mostMilliseconds - worked();
          if (left > 0) timer = setTimeout(endWhenStuck, Math.max(left, 10));
          else void worker.terminate();
        };
        let timer = setTimeout(endWhenStuck, mostMilliseconds);
        worker.on("message", answered).on("exit", stuck);
        worker.postMessage(turn);
      });
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}
