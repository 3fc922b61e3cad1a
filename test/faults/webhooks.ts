import { randomInt } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { ShopContext } from "../../app/core/ids";
import { assignCodes } from "../../app/features/assignments/assign-codes.server";
import type { Services } from "../../app/services.server";
import { buildApp } from "../../dev/stack/build-app";
import { startAppProcess } from "../../dev/stack/start-app-process";
import { startWorkerProcess } from "../../dev/stack/start-worker-process";
import { deliverEvents } from "../factories/deliver-events";
import { type SimulatedOrder, simulateOrder } from "../factories/order-events";
import { insertPool } from "../factories/stocked-pool";

export interface WebhookFaultsOptions {
  services: Services;
  databaseUrl: string;
  shop: ShopContext;
  /** Number of events. Every third one is delivered twice. */
  events: number;
  kills: number;
}

export interface WebhookFaults {
  kills: number;
  deliveries: number;
  /** p99 of the response times in milliseconds. */
  p99: number;
  /** Redemptions that are missing or differ from the orders. */
  lost: number;
  /** Excess redemptions. */
  doubled: number;
  /** Totals that differ from the orders and codes. */
  wrongFigures: number;
}

/** The secret that `startAppProcess` gives the app. */
const secret = "none";
const callers = 64;

/**
 * Delivers order webhooks as fast as the app responds, shuffled and a third of them twice, while
 * killing the worker (SIGKILL) and restarting it. Then lets it finish and compares.
 */
export async function webhookFaults(options: WebhookFaultsOptions): Promise<WebhookFaults> {
  const { services, databaseUrl, shop, kills } = options;
  await buildApp();
  const orders = await prepareOrders(options);
  const deliveries = shuffled(
    orders
      .flatMap(({ events }) => events)
      .flatMap((event, n) => (n % 3 === 0 ? [event, event] : [event])),
  );
  const logFolder = await mkdtemp(path.join(tmpdir(), "coupon-pools-worker-"));
  const startWorker = () => startWorkerProcess(databaseUrl, services.keyring, logFolder);
  const app = await startAppProcess(databaseUrl, services.keyring);
  let worker = await startWorker();
  try {
    const times: number[] = [];
    const delivering = deliverEvents({
      port: app.port,
      shop: shop.domain,
      secret,
      events: deliveries,
      callers,
      times,
    });
    for (let killed = 0; killed < kills; killed += 1) {
      // Spread the kills so that each one hits a busy worker.
      const due = (deliveries.length / (kills + 1)) * (killed + 1);
      while (times.length < due) await setTimeout(5);
      await setTimeout(randomInt(0, 50));
      process.kill(worker.pid, "SIGKILL");
      await worker.exited;
      worker = await startWorker();
    }
    await delivering;
    await waitUntilApplied(services, shop);
    times.sort((a, b) => a - b);
    return {
      kills,
      deliveries: times.length,
      p99: times[Math.floor(times.length * 0.99)] ?? 0,
      ...(await compare(services, shop, orders)),
    };
  } finally {
    await worker.stop();
    await app.stop();
  }
}

async function prepareOrders({ services, shop, events }: WebhookFaultsOptions) {
  const count = Math.ceil(events / 2);
  // Each code is in two orders, except for the last ten, which are not assigned.
  const codes = Math.ceil(count / 2);
  const poolId = await insertPool(services, shop, { codes });
  const assignedCodes: { code: string; recipient: string }[] = [];
  for (let from = 0; from < codes - 10; from += 5000) {
    const recipients = Array.from({ length: Math.min(5000, codes - 10 - from) }, (_, n) => ({
      recipient: `r${from + n}@example.com`,
    }));
    const result = await assignCodes(services, shop, {
      pool: poolId,
      recipients,
      source: "faults",
    });
    if (!result.ok) throw new Error(result.failure.kind);
    for (const one of result.value) if (one.ok) assignedCodes.push(one.value);
  }
  const free = await services.database.query<{ code: string }>(
    "SELECT code FROM current_code WHERE shop_id = $1 AND pool_id = $2 AND state = 'available'",
    [shop.id, poolId],
  );
  const all = [
    ...assignedCodes,
    ...free.map(({ code }) => ({ code, recipient: "nobody@example.com" })),
  ];
  return Array.from({ length: count }, (_, n) => {
    const assignment = all[n % all.length];
    if (!assignment) throw new Error("no codes");
    return simulateOrder(n, assignment.code, assignment.recipient);
  });
}

function shuffled<T>(list: T[]): T[] {
  const all = [...list];
  for (let place = all.length - 1; place > 0; place -= 1) {
    const other = randomInt(place + 1);
    [all[place], all[other]] = [all[other] as T, all[place] as T];
  }
  return all;
}

async function waitUntilApplied({ database }: Services, shop: ShopContext): Promise<void> {
  for (;;) {
    const open = await database.query(
      "SELECT 1 FROM shop_order WHERE shop_id = $1 AND NOT settled LIMIT 1",
      [shop.id],
    );
    if (open.length === 0) return;
    await setTimeout(50);
  }
}

async function compare(
  { database }: Services,
  shop: ShopContext,
  orders: SimulatedOrder[],
): Promise<Pick<WebhookFaults, "lost" | "doubled" | "wrongFigures">> {
  const rows = await database.query<{
    id: string;
    code: string;
    buyer: string;
    reversal: string | null;
  }>(
    `SELECT order_id AS id, code.code, buyer, reversal FROM redemption
       JOIN code ON code.shop_id = $1 AND code.id = code_id
      WHERE redemption.shop_id = $1 AND NOT removed`,
    [shop.id],
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  const lost = orders.filter(({ gid, code, buyer, cancelled }) => {
    const row = found.get(gid);
    const expected = buyer.startsWith("leak-") ? "other" : "recipient";
    return (
      row?.code !== code ||
      (row.reversal !== null) !== cancelled ||
      (row.buyer !== "unknown" && row.buyer !== expected)
    );
  }).length;
  const [figures] = await database.query<{ orders: number; discount: string; value: string }>(
    `SELECT sum(orders)::int AS orders, sum(discount)::text AS discount, sum(order_value)::text AS value
       FROM order_day WHERE shop_id = $1 AND pool_id = 0 AND source = ''`,
    [shop.id],
  );
  const standing = orders.filter(({ cancelled }) => !cancelled).length;
  const right =
    figures?.orders === standing &&
    Number(figures.discount) === Math.round(standing * 490) / 100 &&
    Number(figures.value) === standing * 40;
  const wrongStock = await database.query(
    `SELECT 1 FROM pool_stock AS stock, LATERAL (
       SELECT count(*) FILTER (WHERE state = 'available') AS available,
              count(*) FILTER (WHERE state = 'assigned') AS assigned,
              count(*) FILTER (WHERE state = 'redeemed') AS redeemed
         FROM current_code AS code WHERE code.shop_id = $1 AND code.pool_id = stock.pool_id) AS truth
      WHERE stock.shop_id = $1
        AND ((stock.available, stock.assigned, stock.redeemed)
               IS DISTINCT FROM (truth.available, truth.assigned, truth.redeemed)
             OR truth.redeemed <> $2)`,
    [shop.id, new Set(orders.map(({ code }) => code)).size],
  );
  return {
    lost,
    doubled: rows.length - orders.length,
    wrongFigures: wrongStock.length + (right ? 0 : 1),
  };
}
