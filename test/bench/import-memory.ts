import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { insertPool } from "../factories/stocked-pool";
import type { Bench, Figure } from "./bench";
import { insertBenchShop, withBenchDatabase } from "./bench-database";

const limitMegabytes = 150;

/** How much a process grows at most that takes a file of a million codes in, above what it was before. */
export const bench: Bench = {
  names: ["import-memory"],
  run: () =>
    withBenchDatabase(async (services, databaseUrl): Promise<Figure[]> => {
      const shop = await insertBenchShop(services);
      const poolId = await insertPool(services, shop);
      const command = ["--import", "tsx", "test/bench/measure-import-memory.ts"];
      const { stdout } = await promisify(execFile)(process.execPath, command, {
        env: { ...process.env, DATABASE_URL: databaseUrl, BENCH_POOL: String(poolId) },
      });
      const megabytes = Number(stdout);
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
