import type { Transaction } from "../../../database/database.server";
import { changeStock } from "../../pools/stock/stock.server";
import { changeSupply } from "../../pools/stock/supply-figures.server";
import { generateCodes } from "../generator/generate-codes.server";
import { recordSupplyFailure } from "../supply-failure.server";
import { planGeneration, readGenerator } from "./read-generator.server";

/**
 * Makes codes for a claim that finds too few, at the end of a line that the transaction holds. They
 * wait for their upload like all others. Resolves how many codes were made, and the days within which
 * their recipients may use them (null: no such end); null when none may be made.
 */
export async function generateOnDemand(
  tx: Transaction,
  place: { shopId: number; poolId: number; now: Date },
  wanted: number,
): Promise<{ count: number; useWithinDays: number | null } | null> {
  const { shopId, poolId, now } = place;
  const maker = await readGenerator(tx, shopId, poolId);
  if (!maker) return null;
  const plan = planGeneration(maker, place, wanted);
  if (!plan.ok) {
    await recordSupplyFailure(tx, shopId, [poolId], "making", plan.failure.message, now);
    return null;
  }
  const { making, count } = plan.value;
  const made = await generateCodes(tx, making, count);
  await changeStock(tx, shopId, poolId, {
    available: made.count,
    availableFrom: made.firstPosition,
  });
  await changeSupply(tx, shopId, poolId, { uploading: made.count });
  return { count: made.count, useWithinDays: making.dates.useWithinDays };
}
