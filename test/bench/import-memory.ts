import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { workerFlags } from "../../dev/stack/build-app";
import { insertPool } from "../factories/stocked-pool";
import type { Bench, Figure } from "./bench";
import { insertBenchShop, withBenchDatabase } from "./bench-database";

const limitMegabytes = 150;

/**
 * The peak memory growth while importing a million codes: the larger value of the app process, which
 * receives the file, and the worker process.
 */
export const bench: Bench = {
  names: ["import-memory"],
  run: () =>
    withBenchDatabase(async (services, databaseUrl): Promise<Figure[]> => {
      const shop = await insertBenchShop(services);
      const poolId = await insertPool(services, shop);
      const env = {
        DATABASE_URL: databaseUrl,
        BENCH_SHOP: String(shop.id),
        BENCH_POOL: String(poolId),
      };
      const app = await runApart([], env);
      const worker = await runApart(workerFlags, {
        ...env,
        BENCH_BATCH: String(app.batchId),
      });
      const megabytes = Math.max(app.megabytes, worker.megabytes);
      return [
        {
          name: "import-memory",
          ours: megabytes,
          baseline: limitMegabytes,
          ratio: megabytes / limitMegabytes,
          unit: "MB",
          aim: "≤ 1",
        },
      ];
    }),
};

async function runApart(
  flags: string[],
  env: Record<string, string>,
): Promise<{ batchId: number; megabytes: number }> {
  const command = [...flags, "--import", "tsx", "test/bench/measure-import-memory.ts"];
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    env: { ...process.env, ...env },
  });
  return JSON.parse(stdout) as { batchId: number; megabytes: number };
}
