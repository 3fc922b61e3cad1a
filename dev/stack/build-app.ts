import { execFile } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { buildFunctions } from "./build-functions";

/**
 * The process that listens on this port holds the build lock. The operating system frees it when
 * that process ends, however it ends. The port is below the ephemeral range, so no server gets it
 * by accident.
 */
const lockPort = 9_707;

const result = "build/server/serve.js";
const sources = [
  "app",
  "vite.config.ts",
  "package-lock.json",
  "extensions/code-guard/dist/function.wasm",
];
const command = [path.resolve("node_modules/@remix-run/dev/dist/cli.js"), "vite:build"];

/**
 * `node` arguments that keep the worker small. While it imports a large file, V8 would let its
 * young generation grow to 48 MB, but 12 MB is just as fast.
 */
export const workerFlags = ["--max-semi-space-size=4"];

/** `node` arguments that start a built process, like `npm start` and `npm run worker`. */
export const appProcess = (name: "serve" | "worker"): string[] => [
  ...(name === "worker" ? workerFlags : []),
  "--enable-source-maps",
  `build/server/${name}.js`,
];

/**
 * Runs `npm run build` if the build is older than its sources. If several processes call it at
 * once, one builds and the others wait.
 */
export async function buildApp(): Promise<void> {
  const lock = await takeLock(lockPort);
  try {
    await buildFunctions();
    const built = await stat(result).catch(() => undefined);
    if (built && built.mtimeMs > (await newest(sources))) return;
    await promisify(execFile)(process.execPath, command, {
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

/** The latest modification time (milliseconds) below these files and folders. */
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
