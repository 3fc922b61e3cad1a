import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";
import { changeStock, lockStock } from "../../pools/stock/stock.server";
import { changeSupply, enqueueUpload } from "../../pools/stock/supply-figures.server";
import { generateCodes, mostAtOnce } from "../generator/generate-codes.server";
import { clearSupplyFailure, recordSupplyFailure } from "../supply-failure.server";
import { planGeneration, readGenerator } from "./read-generator.server";
import { enqueueVoiding } from "./void-superseded-codes.server";

/**
 * Makes a dynamic pool's codes up to its target and has them uploaded. Safe to repeat and to stop:
 * each step counts anew what is missing. Throws when `signal` is aborted; the job goes on later.
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
  const maker = await readGenerator(tx, shopId, poolId);
  const missing = maker ? maker.buffer.target - maker.available : 0;
  if (!maker || missing <= 0) return false;
  const now = clock.now();
  const plan = planGeneration(maker, { shopId, poolId, now }, Math.min(missing, mostAtOnce));
  if (!plan.ok) {
    await recordSupplyFailure(tx, shopId, [poolId], "making", plan.failure.message, now);
    return false;
  }
  // Codes come in first and the pool is locked last, so that assignments do not wait for a replenishment.
  const { making, count } = plan.value;
  const made = await generateCodes(tx, making, count);
  await lockStock(tx, shopId, poolId);
  if (await isSuperseded(tx, shopId, poolId, made.firstPosition)) {
    await changeStock(tx, shopId, poolId, { voided: made.count });
    await changeSupply(tx, shopId, poolId, { uploading: made.count });
    await enqueueVoiding(tx, shopId, poolId);
    return true;
  }
  // Deleted meanwhile: what removes its codes takes the line too, and comes after this.
  await changeStock(tx, shopId, poolId, {
    available: made.count,
    availableFrom: made.firstPosition,
  });
  await changeSupply(tx, shopId, poolId, { uploading: made.count });
  if (made.count > 0) await enqueueUpload(tx, shopId);
  if (made.count < count) {
    const text =
      "Hardly a code of this pattern is new, so not enough codes are made. Use more random characters in the pool’s settings.";
    await recordSupplyFailure(tx, shopId, [poolId], "making", text, now);
    return false;
  }
  await clearSupplyFailure(tx, shopId, [poolId], "making");
  return missing > count;
}

/** Whether the pool's discount was changed after codes from this position on were begun: they are void. */
async function isSuperseded(tx: Transaction, shopId: number, poolId: number, position: number) {
  const rows = await tx.query(
    "SELECT 1 FROM pool_stock WHERE shop_id = $1 AND pool_id = $2 AND void_through >= $3",
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
