import type { Transaction } from "../../../database/database.server";
import { changeStock } from "../../pools/stock/stock.server";
import { recordSupplyFailure } from "../../pools/stock/supply-failure.server";
import { changeSupply } from "../../pools/stock/supply-figures.server";
import { generateCodes } from "../generator/generate-codes.server";
import { planGeneration, readGenerator } from "./read-generator.server";

/**
 * Generates codes at the end of the queue for a claim that finds too few. The caller holds the
 * pool's lock. They're uploaded like any others. Resolves how many were generated and within how
 * many days of the assignment they expire (null: no such limit); null when the pool can't generate
 * any, or generates none ahead because its codes are sealed.
 */
export async function generateOnDemand(
  tx: Transaction,
  context: { shopId: number; poolId: number; now: Date },
  requested: number,
): Promise<{ count: number; useWithinDays: number | null } | null> {
  const { shopId, poolId, now } = context;
  const generator = await readGenerator(tx, shopId, poolId);
  if (!generator || generator.sealed) return null;
  const planned = planGeneration(generator, context, requested);
  if (!planned.ok) {
    await recordSupplyFailure(tx, shopId, [poolId], "generating", planned.failure.message, now);
    return null;
  }
  const { plan, count } = planned.value;
  const made = await generateCodes(tx, plan, count);
  await changeStock(tx, shopId, poolId, {
    available: made.count,
    availableFrom: made.firstPosition,
  });
  await changeSupply(tx, shopId, poolId, { uploading: made.count });
  return { count: made.count, useWithinDays: plan.dates.useWithinDays };
}
