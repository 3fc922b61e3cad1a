import { setTimeout } from "node:timers/promises";
import { assignCode } from "../../app/features/assignments/assign-code.server";
import { setPoolActive } from "../../app/features/pools/changing/set-pool-active.server";
import { defaultPattern } from "../../app/features/publishing/generator/pattern";
import { createDynamicPool } from "../../app/features/publishing/replenishment/create-dynamic-pool.server";
import { replenishPool } from "../../app/features/publishing/replenishment/replenish-pool.server";
import type { Services } from "../../app/services.server";
import { type SupplyStack, startSupplyStack } from "../../dev/stack/start-supply-stack";
import { type Bench, type Figure, quantile } from "./bench";
import { withBenchDatabase } from "./bench-database";

const codes = Number(process.env["BENCH_UPLOAD_CODES"] ?? 100_000);
/** The Admin API limits of a Basic plan: points per call, bucket size and restore rate per second. */
const plan = { name: "Basic", codesPerCall: 250, pointsPerCall: 10, bucket: 2_000, restored: 100 };
const actor = { name: "Bench" };

/**
 * Uploads 100,000 codes to the sandbox. The baseline is the minimum time that the rate limit of a Basic
 * plan allows. Meanwhile, measures the seconds until codes generated on demand for another pool are live.
 */
export const bench: Bench = {
  names: ["upload", "upload-urgent"],
  run: () =>
    withBenchDatabase(async (services, databaseUrl): Promise<Figure[]> => {
      const stack = await startSupplyStack(services, databaseUrl);
      try {
        return await measure(services, stack);
      } finally {
        await stack.close();
      }
    }),
};

async function measure(services: Services, stack: SupplyStack): Promise<Figure[]> {
  const bulk = await makePool(services, stack, "Bulk", codes);
  const burst = await makePool(services, stack, "Burst", 1);
  const signal = new AbortController().signal;
  await replenishPool(services, stack.shop, bulk, signal);
  // Setting the plan fills the bucket.
  await stack.control("POST", `/control/api/shops/${stack.shop.domain}/plan`, { plan: plan.name });
  const worker = await stack.startWorker();
  const uploading = untilLive(services, stack, bulk, codes);
  const urgent = await measureUrgent(services, stack, burst);
  const seconds = await uploading;
  await worker.stop();
  const refusals = await throttled(stack);
  if (refusals > 0) throw new Error(`Shopify throttled ${refusals} calls.`);
  const calls = Math.ceil(codes / plan.codesPerCall);
  const allowed = (calls * plan.pointsPerCall - plan.bucket) / plan.restored;
  return [
    {
      name: "upload",
      ours: seconds,
      baseline: allowed,
      ratio: seconds / allowed,
      unit: "s",
      aim: "≤ 1.1",
    },
    {
      name: "upload-urgent",
      ours: urgent,
      baseline: 1,
      ratio: urgent,
      unit: "s",
      aim: "≤ 2",
    },
  ];
}

async function makePool(
  services: Services,
  { shop, discountId }: SupplyStack,
  name: string,
  target: number,
): Promise<number> {
  const buffer = { target, floor: 1 };
  const pool = await createDynamicPool(services, shop, {
    name,
    discountId,
    pattern: { ...defaultPattern, length: 12 },
    buffer,
    actor,
  });
  if (!pool.ok) throw new Error(pool.failure.kind);
  const { id: poolId } = pool.value;
  await setPoolActive(services, shop, { poolId, active: true, actor });
  // The bench replenishes its pools itself.
  await services.database.query("SELECT graphile_worker.remove_job($1)", [
    `replenish-pool:${shop.id}:${poolId}`,
  ]);
  return poolId;
}

/** Seconds until this many codes of the pool are live. */
async function untilLive(
  { database }: Services,
  { shop }: SupplyStack,
  poolId: number,
  count: number,
): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const [supply] = await database.query<{ live: number }>(
      "SELECT live FROM pool_supply WHERE shop_id = $1 AND pool_id = $2",
      [shop.id, poolId],
    );
    if ((supply?.live ?? 0) >= count) return (performance.now() - startedAt) / 1000;
    await setTimeout(20);
  }
}

const urgentCodes = 3;

/** Seconds until the slowest of a few codes is live that are assigned during the upload. */
async function measureUrgent(
  services: Services,
  stack: SupplyStack,
  poolId: number,
): Promise<number> {
  const seconds: number[] = [];
  for (let n = 0; n < urgentCodes; n += 1) {
    await setTimeout(5_000);
    const assigned = await assignCode(services, stack.shop, {
      poolId,
      recipient: `person-${n}@example.com`,
      idempotencyKey: undefined,
      source: "api",
    });
    if (!assigned.ok) throw new Error(assigned.failure.kind);
    if (assigned.value.live) throw new Error("The code was already live when assigned.");
    seconds.push(await untilCodeLive(services, stack, assigned.value.code));
  }
  return quantile(seconds, 1);
}

async function untilCodeLive(
  { database }: Services,
  { shop }: SupplyStack,
  code: string,
): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const [found] = await database.query<{ publishStatus: string }>(
      `SELECT publish_status AS "publishStatus" FROM code WHERE shop_id = $1 AND code_key = $2`,
      [shop.id, code.toLowerCase()],
    );
    if (found?.publishStatus === "live") return (performance.now() - startedAt) / 1000;
    await setTimeout(10);
  }
}

async function throttled({ control, shop }: SupplyStack): Promise<number> {
  const { shops } = (await control("GET", "/control/api/throttling")) as {
    shops: Record<string, { throttled?: number }>;
  };
  return shops[shop.domain]?.throttled ?? 0;
}
