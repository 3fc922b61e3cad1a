import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildApp } from "../../dev/stack/build-app";
import { startChild } from "../../dev/stack/child";
import { freePorts } from "../../dev/stack/free-ports";
import { startAppProcess } from "../../dev/stack/start-app-process";
import { deliverEvents } from "../factories/deliver-events";
import { type OrderEvent, simulateOrder } from "../factories/order-events";
import { insertPool } from "../factories/stocked-pool";
import type { Bench, Figure } from "./bench";
import { median, timed } from "./bench";
import { insertBenchShop, withBenchDatabase } from "./bench-database";

const rounds = 5;
const ordersPerRound = 1500;
const callers = 64;
/** The webhook secret of both processes. */
const secret = "none";

/**
 * Order webhooks per second over HTTP, each order with one of our codes. The baseline is a process
 * that only checks the signature and stores one row. In both, every commit is flushed to disk.
 */
export const bench: Bench = {
  names: ["webhooks"],
  run: async () => {
    await buildApp();
    return withBenchDatabase(async (services, databaseUrl): Promise<Figure[]> => {
      const shop = await insertBenchShop(services);
      await insertPool(services, shop, { codes: 1000 });
      const codes = await services.database.query<{ code: string }>("SELECT code FROM code");
      const app = await startAppProcess(databaseUrl, services.keyring);
      const bare = await startBare(databaseUrl);
      try {
        const ours: number[] = [];
        const baseline: number[] = [];
        for (let round = -1; round < rounds; round += 1) {
          const first = (round + 1) * ordersPerRound;
          const events = Array.from({ length: ordersPerRound }, (_, n) => {
            const code = codes[n % codes.length]?.code ?? "";
            return simulateOrder(first + n, code, `r${n}@example.com`).events;
          }).flat();
          const rate = async (port: number, deliveries: OrderEvent[]) => {
            const delivery = {
              port,
              shop: shop.domain,
              secret,
              events: deliveries,
              callers,
              times: [],
            };
            return (deliveries.length / (await timed(() => deliverEvents(delivery)))) * 1000;
          };
          const mine = await rate(app.port, events);
          const others = events.map((event) => ({ ...event, eventId: `bare-${event.eventId}` }));
          const theirs = await rate(bare.port, others);
          if (round < 0) continue;
          ours.push(mine);
          baseline.push(theirs);
        }
        return [
          {
            name: "webhooks",
            ours: median(ours),
            baseline: median(baseline),
            ratio: median(ours.map((value, round) => value / (baseline[round] ?? 1))),
            unit: "events/s",
            aim: "≥ 0.6",
          },
        ];
      } finally {
        await bare.stop();
        await app.stop();
      }
    });
  },
};

async function startBare(databaseUrl: string) {
  const [port = 0] = await freePorts(1);
  const { child } = await startChild({
    name: `bare-${port}`,
    command: ["--import", "tsx", "test/bench/bare-webhooks.ts"],
    logFolder: await mkdtemp(path.join(tmpdir(), "coupon-pools-bare-")),
    readyWhen: /bare ready/,
    env: {
      ...process.env,
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      SHOPIFY_API_SECRET: secret,
    },
  });
  return { ...child, port };
}
