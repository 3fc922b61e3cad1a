import { randomInt } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { ShopContext } from "../../app/core/ids";
import { assignCodes } from "../../app/features/assignments/assign-codes.server";
import { setPoolActive } from "../../app/features/pools/changing/set-pool-active.server";
import { defaultPattern } from "../../app/features/publishing/generator/pattern";
import { createDynamicPool } from "../../app/features/publishing/replenishment/create-dynamic-pool.server";
import type { Services } from "../../app/services.server";
import type { SupplyStack } from "../../dev/stack/start-supply-stack";

export interface UploadFaultsOptions {
  services: Services;
  stack: SupplyStack;
  codes: number;
  kills: number;
  /** Probabilities (0 to 1) that a call fails, and that its response is lost after the work was done. */
  failing: number;
  losing: number;
}

export interface UploadFaults {
  kills: number;
  /** Codes that we consider live but that the discount doesn't have. */
  missing: number;
  /** Codes of the discount that we don't consider live. */
  unknown: number;
  /** Codes that the discount has more than once. */
  doubled: number;
  /** Codes whose upload didn't finish. */
  unfinished: number;
  /** Totals that differ from the codes. */
  wrongFigures: number;
}

/**
 * Fills a dynamic pool and uploads its codes while the worker is killed (SIGKILL) at random moments
 * and calls fail or lose their responses. Between kills, assigns more codes than are ready, so the
 * pool is replenished and some codes are urgent. Then lets all work finish and compares both sides.
 * Generates about `codes` codes.
 */
export async function uploadFaults(options: UploadFaultsOptions): Promise<UploadFaults> {
  const { services, stack, codes, kills, failing, losing } = options;
  const faults = [
    { match: "graphql", kind: "5xx", rate: failing },
    { match: "graphql", kind: "lost-answer", rate: losing },
  ];
  for (const fault of faults) await stack.control("POST", "/control/api/faults", fault);
  const target = Math.ceil(codes / 2);
  const pool = await createDynamicPool(services, stack.shop, {
    name: "Faults",
    discountId: stack.discountId,
    pattern: defaultPattern,
    buffer: { target, floor: target },
    actor: { name: "Faults" },
  });
  if (!pool.ok) throw new Error(pool.failure.kind);
  const { id: poolId } = pool.value;
  await setPoolActive(services, stack.shop, { poolId, active: true, actor: { name: "Faults" } });
  let worker = await stack.startWorker();
  for (let killed = 0; killed < kills; killed += 1) {
    await assignSome(services, stack.shop, poolId, killed, Math.floor(target / kills));
    await setTimeout(randomInt(20, 900));
    process.kill(worker.pid, "SIGKILL");
    await worker.exited;
    worker = await stack.startWorker();
  }
  while (!(await isOver(services, stack.shop, poolId, target))) await setTimeout(100);
  await worker.stop();
  await stack.control("DELETE", "/control/api/faults");
  return { kills, ...(await compare(services, stack, poolId)) };
}

async function assignSome(
  services: Services,
  shop: ShopContext,
  poolId: number,
  round: number,
  count: number,
): Promise<void> {
  const recipients = Array.from({ length: count }, (_, n) => ({
    recipient: `person-${round}-${n}@example.com`,
  }));
  const result = await assignCodes(services, shop, { pool: poolId, recipients, source: "api" });
  if (!result.ok || result.value.some((one) => !one.ok))
    throw new Error("A recipient got no code.");
}

/** Whether no upload is pending and the pool is fully stocked. */
async function isOver(
  { database }: Services,
  shop: ShopContext,
  poolId: number,
  target: number,
): Promise<boolean> {
  const [pool] = await database.query<{ uploading: number; available: number }>(
    `SELECT uploading, available FROM pool_supply JOIN pool_stock USING (shop_id, pool_id)
      WHERE shop_id = $1 AND pool_id = $2`,
    [shop.id, poolId],
  );
  return pool?.uploading === 0 && pool.available >= target;
}

async function compare(
  { database }: Services,
  { shop, discount }: SupplyStack,
  poolId: number,
): Promise<Omit<UploadFaults, "kills">> {
  const ours = await database.query<{ key: string; publishStatus: string }>(
    `SELECT code_key AS key, publish_status AS "publishStatus" FROM code WHERE shop_id = $1 AND pool_id = $2`,
    [shop.id, poolId],
  );
  const live = new Set(
    ours.filter(({ publishStatus }) => publishStatus === "live").map(({ key }) => key),
  );
  const theirs = discount()
    .codes.map(({ code }) => code.toLowerCase())
    .filter((code) => code !== "the-first-code");
  const existing = new Set(theirs);
  const [figures] = await database.query<{ wrong: boolean }>(
    `SELECT (live, uploading, available + assigned) IS DISTINCT FROM ($3::bigint, 0, $3) AS wrong
       FROM pool_supply JOIN pool_stock USING (shop_id, pool_id)
      WHERE shop_id = $1 AND pool_id = $2`,
    [shop.id, poolId, live.size],
  );
  return {
    missing: [...live].filter((key) => !existing.has(key)).length,
    unknown: [...existing].filter((key) => !live.has(key)).length,
    doubled: theirs.length - existing.size,
    unfinished: ours.length - live.size,
    wrongFigures: figures?.wrong ? 1 : 0,
  };
}
