import { dayOf } from "../../app/core/dates";
import type { ShopContext } from "../../app/core/ids";
import { claimUnique } from "../../app/features/assignments/allocation/claim-statement";
import { domainOf, normaliseRecipient } from "../../app/features/recipients/recipient";
import {
  domainKey,
  encryptAddress,
  recipientKey,
} from "../../app/features/recipients/recipient-encryption.server";
import type { Services } from "../../app/services.server";
import { buildApp } from "../../dev/stack/build-app";
import { type AppProcess, startAppProcess } from "../../dev/stack/start-app-process";
import { insertPool } from "../factories/stocked-pool";
import { assignOverHttp, handleOf, openCaller } from "./assign-over-http";
import type { Bench, Figure } from "./bench";
import { median, quantile, timed } from "./bench";
import { createWalFiles, insertBenchShop, withBenchDatabase } from "./bench-database";

const rounds = 5;
const perRound = 4000;
const baselineConnections = 16;
const limitMilliseconds = 50;

/**
 * Assignments per second over HTTP with 64 connections, one recipient per request. The baseline is a
 * script that runs only the claim statement over 16 connections. Also compares the p99 latency with a
 * fixed limit, which needs an otherwise idle machine, and with the script's p99, which suffers equally
 * from other load. In both, every commit is flushed to disk.
 */
export const bench: Bench = {
  names: ["assign-http", "assign-http-p99", "assign-http-tail"],
  run: async () => {
    await buildApp();
    return withBenchDatabase(async (services, databaseUrl) => {
      const shop = await insertBenchShop(services);
      const app = await startAppProcess(databaseUrl, services.keyring);
      try {
        return await measure(services, shop, app);
      } finally {
        await app.stop();
      }
    });
  },
};

async function measure(services: Services, shop: ShopContext, app: AppProcess): Promise<Figure[]> {
  const codes = (rounds + 1) * perRound;
  const poolId = await insertPool(services, shop, { codes });
  const other = await insertPool(services, shop, { codes });
  const api = await openCaller(services, shop, app.port);
  const handle = await handleOf(services, poolId);
  const ours: number[] = [];
  const baseline: number[] = [];
  const slowest: number[] = [];
  const slowestBare: number[] = [];
  await assignOverHttp(api, handle, "warm", perRound);
  await byScript(services, shop, other, "bare-warm", 1000);
  await services.database.query("ANALYZE");
  await createWalFiles(services);
  for (let round = 0; round < rounds; round += 1) {
    let latencies: number[] = [];
    const mine = await timed(async () => {
      latencies = await assignOverHttp(api, handle, `h${round}`, perRound);
    });
    let waits: number[] = [];
    const bare = await timed(async () => {
      waits = await byScript(services, shop, other, `b${round}`, perRound);
    });
    slowest.push(quantile(latencies, 0.99));
    slowestBare.push(quantile(waits, 0.99));
    ours.push((perRound / mine) * 1000);
    baseline.push((perRound / bare) * 1000);
  }
  api.agent.destroy();
  const p99 = median(slowest);
  return [
    {
      name: "assign-http",
      ours: median(ours),
      baseline: median(baseline),
      ratio: median(ours.map((value, round) => value / (baseline[round] ?? 1))),
      unit: "assignments/s",
      aim: "≥ 0.5",
    },
    {
      name: "assign-http-p99",
      ours: p99,
      baseline: limitMilliseconds,
      ratio: p99 / limitMilliseconds,
      unit: "ms",
      aim: "≤ 1, that is 50 ms",
    },
    {
      name: "assign-http-tail",
      ours: p99,
      baseline: median(slowestBare),
      ratio: median(slowest.map((value, round) => value / (slowestBare[round] ?? 1))),
      unit: "ms",
      aim: "≤ 1",
    },
  ];
}

/**
 * Runs the claim statement for one recipient at a time, in a transaction that locks the pool.
 * Resolves the duration of each in milliseconds.
 */
async function byScript(
  { database, keyring }: Services,
  shop: ShopContext,
  poolId: number,
  prefix: string,
  count: number,
): Promise<number[]> {
  const latencies: number[] = [];
  let next = 0;
  const caller = async () => {
    for (let n = next++; n < count; n = next++) {
      const startedAt = performance.now();
      const address = normaliseRecipient(`${prefix}-${n}@example.com`);
      if (!address.ok) throw new Error("not an address");
      const key = recipientKey({ keyring }, shop, address.value);
      const now = new Date();
      await database.transaction(async (tx) => {
        const [stock] = await tx.query<{ cursor: number }>(
          `SELECT claim_cursor AS cursor FROM pool_stock
            WHERE shop_id = $1 AND pool_id = $2 FOR UPDATE`,
          [shop.id, poolId],
        );
        const rows = await tx.query(claimUnique, [
          shop.id,
          poolId,
          now,
          stock?.cursor ?? 0,
          1,
          [key],
          [encryptAddress({ keyring }, shop, address.value)],
          [null],
          [],
          [],
          null,
          "api",
          [`${prefix}-${n}`],
          [Buffer.alloc(32)],
          [1],
          [null],
          dayOf(now, shop.timeZone),
          [domainKey({ keyring }, shop, domainOf(address.value))],
        ]);
        if (rows.length !== 1) throw new Error("no code");
      });
      latencies.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: baselineConnections }, caller));
  return latencies;
}
