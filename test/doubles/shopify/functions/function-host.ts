import { fileURLToPath } from "node:url";
import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
} from "node:worker_threads";
import { buildSync } from "esbuild";
import type { ThreadCall, ThreadData, ThreadResult } from "./thread/function-thread";
import type { ModuleRun } from "./thread/run-module";

/** Stands for Shopify's limit of 11 million instructions, which take a few milliseconds. */
const RUN_LIMIT_MS = 3000;

const START_LIMIT_MS = 30_000;

interface Thread {
  worker: Worker;
  port: MessagePort;
  flag: Int32Array<SharedArrayBuffer>;
}

export type HostResult = ModuleRun | "timed-out" | { failed: string };

let script: string | undefined;

/** The thread's code. Bundled, because a thread doesn't understand TypeScript. */
function threadScript(): string {
  script ??= buildSync({
    entryPoints: [fileURLToPath(new URL("./thread/function-thread.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
  }).outputFiles[0]?.text;
  return script ?? "";
}

/**
 * Runs Wasm modules in a thread of their own, so that one that never ends can be ended. The caller
 * waits for the result: prices are worked out in one piece, between which nothing else happens.
 */
export class FunctionHost {
  private thread: Thread | undefined;

  constructor(private readonly limitMs = RUN_LIMIT_MS) {}

  run(call: ThreadCall): HostResult {
    this.thread ??= startThread();
    const { worker, flag } = this.thread;
    Atomics.store(flag, 0, 0);
    worker.postMessage(call);
    const result = take(this.thread, this.limitMs);
    if (!result) {
      this.close();
      return "timed-out";
    }
    if (result.kind === "done") return result;
    return {
      failed: result.kind === "failed" ? result.message : "The thread of functions restarted",
    };
  }

  /** Ends the thread. The next run starts another one. */
  close(): void {
    void this.thread?.worker.terminate();
    this.thread?.port.close();
    this.thread = undefined;
  }
}

function startThread(): Thread {
  const { port1: port, port2 } = new MessageChannel();
  const signal = new SharedArrayBuffer(4);
  const workerData: ThreadData = { signal, port: port2 };
  const worker = new Worker(threadScript(), {
    eval: true,
    execArgv: [],
    workerData,
    transferList: [port2],
  });
  worker.unref();
  port.unref();
  const thread: Thread = { worker, port, flag: new Int32Array(signal) };
  if (!take(thread, START_LIMIT_MS)) throw new Error("The thread of functions didn't start");
  return thread;
}

/** Waits for what the thread posts next. Undefined if it takes too long. */
function take({ port, flag }: Thread, limitMs: number): ThreadResult | undefined {
  Atomics.wait(flag, 0, 0, limitMs);
  return receiveMessageOnPort(port)?.message as ThreadResult | undefined;
}

export const isFinished = (result: HostResult): result is ModuleRun =>
  typeof result === "object" && !("failed" in result);
