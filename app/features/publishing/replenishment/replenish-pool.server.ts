import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";
import { changeStock, lockStock } from "../../pools/stock/stock.server";
import { clearSupplyFailure, recordSupplyFailure } from "../../pools/stock/supply-failure.server";
import { changeSupply, enqueueUpload } from "../../pools/stock/supply-figures.server";
import { generateCodes, maxPerCall } from "../generator/generate-codes.server";
import { capacityOf } from "./capacity";
import { planGeneration, readGenerator } from "./read-generator.server";
import { supersedeStock } from "./supersede-stock.server";
import { enqueueVoiding } from "./void-superseded-codes.server";

/**
 * Generates codes up to a dynamic pool's target and enqueues their upload. A pool whose codes are sealed
 * keeps none in reserve. Idempotent and
 * interruptible: each step counts what's missing. Throws when `signal` is aborted; the job resumes
 * later.
 */
export async function replenishPool(
  services: Services,
  shop: { id: number },
  poolId: number,
  signal: AbortSignal,
): Promise<void> {
  let more = true;
  while (more) {
    signal.throwIfAborted();
    more = await services.database.transaction((tx) =>
      replenishStep(tx, services, shop.id, poolId),
    );
  }
}

/** Resolves whether there is more to do. */
async function replenishStep(
  tx: Transaction,
  { clock }: Pick<Services, "clock">,
  shopId: number,
  poolId: number,
): Promise<boolean> {
  const generator = await readGenerator(tx, shopId, poolId);
  if (!generator) return false;
  const now = clock.now();
  if (generator.sealed) {
    if (capacityOf(generator, now).count > 0)
      await clearSupplyFailure(tx, shopId, [poolId], "generating");
    return false;
  }
  const missing = generator.buffer.target - generator.available;
  if (missing <= 0) return false;
  const planned = planGeneration(generator, { shopId, poolId, now }, Math.min(missing, maxPerCall));
  if (!planned.ok) {
    await recordSupplyFailure(tx, shopId, [poolId], "generating", planned.failure.message, now);
    return false;
  }
  // Insert first and lock last, so assignments don't wait for the inserts.
  const { plan, count } = planned.value;
  const made = await generateCodes(tx, plan, count);
  await lockStock(tx, shopId, poolId);
  if (await isSuperseded(tx, shopId, poolId, made.firstPosition)) {
    await changeStock(tx, shopId, poolId, { voided: made.count });
    await changeSupply(tx, shopId, poolId, { uploading: made.count });
    await enqueueVoiding(tx, shopId, poolId);
    return true;
  }
  if (await isSealedNow(tx, shopId, poolId)) {
    // The protection was switched on after this step had begun: the codes aren't made for anyone.
    await changeStock(tx, shopId, poolId, { available: made.count });
    await changeSupply(tx, shopId, poolId, { uploading: made.count });
    await supersedeStock(tx, { shopId, poolId }, null);
    return false;
  }
  // If the pool was just deleted, its removal takes the same lock and cleans up after this.
  await changeStock(tx, shopId, poolId, {
    available: made.count,
    availableFrom: made.firstPosition,
  });
  await changeSupply(tx, shopId, poolId, { uploading: made.count });
  if (made.count > 0) await enqueueUpload(tx, shopId);
  if (made.count < count) {
    const text =
      "Almost all codes of this format are used, so the pool can’t generate enough. Use more random characters in the pool’s settings.";
    await recordSupplyFailure(tx, shopId, [poolId], "generating", text, now);
    return false;
  }
  await clearSupplyFailure(tx, shopId, [poolId], "generating");
  return missing > count;
}

async function isSealedNow(tx: Transaction, shopId: number, poolId: number): Promise<boolean> {
  const generator = await readGenerator(tx, shopId, poolId);
  return generator?.sealed ?? false;
}

/**
 * Whether the pool's discount changed after these positions were allocated, which voids the codes.
 */
async function isSuperseded(tx: Transaction, shopId: number, poolId: number, position: number) {
  const rows = await tx.query(
    "SELECT 1 FROM readable.pool_stock WHERE shop_id = $1 AND pool_id = $2 AND void_through >= $3",
    [shopId, poolId, position],
  );
  return rows.length > 0;
}

/** Has the pool replenished once the transaction commits. */
export async function enqueueReplenishment(
  tx: Transaction,
  shopId: number,
  poolId: number,
): Promise<void> {
  const key = `replenish-pool:${shopId}:${poolId}`;
  await enqueue(tx, "replenish-pool", { shopId, poolId }, { key, queue: key });
}
