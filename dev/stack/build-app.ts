import { execFile } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";

/**
 * Whoever listens here builds; the system lets go of it when that process ends, however it ends. No
 * system gives these ports to a server that takes any free one, and waits would be for that server.
 */
const lockPorts = { pages: 9_707, processes: 9_708 };

interface Build {
  /** A file of it. */
  result: string;
  sources: string[];
  /** Arguments of `node`. */
  command: string[];
  lockPort: number;
}

const pages: Build = {
  result: "build/server/index.js",
  sources: ["app", "vite.config.ts", "package-lock.json"],
  command: [path.resolve("node_modules/@remix-run/dev/dist/cli.js"), "vite:build"],
  lockPort: lockPorts.pages,
};

const processes: Build = {
  result: "dist/worker.js",
  sources: ["app", "scripts/process-build.mjs", "package-lock.json"],
  command: ["scripts/build-processes.mjs"],
  lockPort: lockPorts.processes,
};

/** As `npm run build`, what of it is older than its sources: for what starts the app's web process. */
export async function buildApp(): Promise<void> {
  await Promise.all([buildWhenOld(pages), buildProcesses()]);
}

/** Builds the app's processes, which takes a second, when they are older than their sources. */
export const buildProcesses = (): Promise<void> => buildWhenOld(processes);

/** Arguments of `node` that start a built process as `npm start` and `npm run worker` do. */
export const appProcess = (name: "serve" | "worker"): string[] => [
  "--enable-source-maps",
  `dist/${name}.js`,
];

/** Several processes may ask at once: one builds, the others wait. */
async function buildWhenOld(build: Build): Promise<void> {
  const lock = await takeLock(build.lockPort);
  try {
    const built = await stat(build.result).catch(() => undefined);
    if (built && built.mtimeMs > (await newest(build.sources))) return;
    await promisify(execFile)(process.execPath, build.command, {
      env: { ...process.env, NODE_ENV: "production" },
      maxBuffer: 100_000_000,
    });
  } finally {
    lock.close();
  }
}

async function takeLock(port: number): Promise<Server> {
  for (;;) {
    const lock = await new Promise<Server | undefined>((resolve) => {
      const server = createServer();
      server.once("error", () => resolve(undefined));
      server.listen(port, "127.0.0.1", () => resolve(server));
    });
    if (lock) return lock;
    await setTimeout(200);
  }
}

/** The latest moment of change (milliseconds) below the given files and folders. */
async function newest(roots: string[]): Promise<number> {
  const moments = await Promise.all(
    roots.map(async (root) => {
      const found = await stat(root);
      if (!found.isDirectory()) return found.mtimeMs;
      const inside = await readdir(root);
      return newest(inside.map((name) => path.join(root, name)));
    }),
  );
  return Math.max(0, ...moments);
}
