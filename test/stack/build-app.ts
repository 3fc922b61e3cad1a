import { execFile } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";

/**
 * Whoever listens here builds; the system lets go of it when that process ends, however it ends. No
 * system gives this port to a server that takes any free one, and waits would be for that server.
 */
const lockPort = 9_707;

/**
 * Builds the app when the last build is older than its sources. Resolves whether it built. Several
 * processes may ask at once: one builds, the others wait.
 */
export async function buildApp(): Promise<boolean> {
  const lock = await takeLock();
  try {
    return await buildWhenOld();
  } finally {
    lock.close();
  }
}

async function takeLock(): Promise<Server> {
  for (;;) {
    const lock = await new Promise<Server | undefined>((resolve) => {
      const server = createServer();
      server.once("error", () => resolve(undefined));
      server.listen(lockPort, "127.0.0.1", () => resolve(server));
    });
    if (lock) return lock;
    await setTimeout(200);
  }
}

async function buildWhenOld(): Promise<boolean> {
  const built = await stat("build/server/index.js").catch(() => undefined);
  if (built && built.mtimeMs > (await newest(["app", "vite.config.ts", "package-lock.json"]))) {
    return false;
  }
  const remix = path.resolve("node_modules/@remix-run/dev/dist/cli.js");
  await promisify(execFile)(process.execPath, [remix, "vite:build"], {
    env: { ...process.env, NODE_ENV: "production" },
    maxBuffer: 100_000_000,
  });
  return true;
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
