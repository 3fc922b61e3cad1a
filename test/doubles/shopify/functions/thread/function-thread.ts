import { parentPort, workerData } from "node:worker_threads";
import type { Json } from "./input-reader";
import { type ModuleRun, runModule } from "./run-module";

/** What the thread of functions is started with. */
export interface ThreadData {
  /** One number, which the thread sets to 1 when it has posted something. */
  signal: SharedArrayBuffer;
  port: import("node:worker_threads").MessagePort;
}

export interface ThreadCall {
  module: WebAssembly.Module;
  exportName: string;
  input: Json;
}

export type ThreadResult =
  | { kind: "ready" }
  | ({ kind: "done" } & ModuleRun)
  | { kind: "failed"; message: string };

const { signal, port } = workerData as ThreadData;
const flag = new Int32Array(signal);

function post(result: ThreadResult): void {
  port.postMessage(result);
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
}

parentPort?.on("message", ({ module, exportName, input }: ThreadCall) => {
  try {
    post({ kind: "done", ...runModule(module, exportName, input) });
  } catch (error) {
    post({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
});
post({ kind: "ready" });
