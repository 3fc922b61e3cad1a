import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { type BuildOptions, context } from "esbuild";
import { type Child, startChild } from "../stack/child";
import { watchFolder } from "./watch-folder";

/** Inside the project, so the worker finds its packages. */
const outdir = ".cache/worker";
/** Not the production build: esbuild rebuilds only the worker, in a fraction of a second. */
const workerBuild = {
  entryPoints: {
    worker: "app/jobs/main.ts",
    "render-thread.server": "app/features/campaigns/rendering/render-thread.server.ts",
  },
  outdir,
  bundle: true,
  splitting: true,
  packages: "external",
  platform: "node",
  format: "esm",
  sourcemap: true,
  logLevel: "warning",
  write: false,
} satisfies BuildOptions;
/** Milliseconds. Changes within this time count as one, as when git switches branches. */
const settle = 30;

export interface WatchedWorkerOptions {
  env: NodeJS.ProcessEnv;
  logFolder: string;
  /** `node` arguments before the worker's file. */
  preload: string[];
}

/**
 * Starts the worker from source, and restarts it when a change below app/ affects its code. If the
 * code doesn't build, the running worker stays. If the worker exits on its own, it restarts on the
 * next change. Rejects if the first start fails.
 */
export async function startWatchedWorker(options: WatchedWorkerOptions): Promise<Child> {
  const build = await openBuild();
  let end: (code: number) => void = () => undefined;
  const exited = new Promise<number>((resolve) => {
    end = resolve;
  });
  let worker: Child | undefined;
  const launch = async () => {
    const { child } = await startChild({
      name: "worker",
      command: [...options.preload, "--enable-source-maps", path.join(outdir, "worker.js")],
      env: options.env,
      logFolder: options.logFolder,
      readyWhen: /worker ready/,
    });
    worker = child;
    void child.exited.then((code) => {
      if (worker !== child) return;
      worker = undefined;
      say(`The worker ended by itself (${code}) until the next change: ${child.lastWords()}`);
    });
  };
  const stopWorker = async () => {
    const old = worker;
    worker = undefined;
    await old?.stop();
  };
  const restart = async () => {
    const began = performance.now();
    if (!(await build.update())) return;
    await stopWorker();
    await launch();
    say(`The worker started again in ${Math.round(performance.now() - began)} ms.`);
  };
  await build.update();
  await launch();
  let due = false;
  let stopping = false;
  let restarting: Promise<void> | undefined;
  const restartWhileDue = async () => {
    while (due && !stopping) {
      await setTimeout(settle);
      due = false;
      await restart().catch((error: Error) =>
        say(`The worker waits for a change: ${error.message}`),
      );
    }
    restarting = undefined;
  };
  const unwatch = watchFolder("app", () => {
    due = true;
    restarting ??= restartWhileDue();
  });
  return {
    name: "worker",
    get pid() {
      return worker?.pid ?? 0;
    },
    exited,
    lastWords: () => worker?.lastWords() ?? "",
    stop: async () => {
      stopping = true;
      unwatch();
      await restarting;
      await stopWorker();
      await build.close();
      end(0);
    },
  };
}

/**
 * `update` builds the worker and resolves to whether its files changed. Rejects on build errors.
 */
async function openBuild(): Promise<{ update(): Promise<boolean>; close(): Promise<void> }> {
  const build = await context(workerBuild);
  let last = "";
  return {
    update: async () => {
      const { outputFiles = [] } = await build.rebuild();
      const current = outputFiles.map(({ hash }) => hash).join();
      if (current === last) return false;
      await mkdir(outdir, { recursive: true });
      for (const file of outputFiles) await writeFile(file.path, file.contents);
      last = current;
      return true;
    },
    close: () => build.dispose(),
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
