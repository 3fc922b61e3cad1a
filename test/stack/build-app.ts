import { execFile } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

/** Builds the app when the last build is older than its sources. Resolves whether it built. */
export async function buildApp(): Promise<boolean> {
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
