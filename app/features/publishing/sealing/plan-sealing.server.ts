import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { type CodeDates, usableUntil } from "../../codes/code-dates";
import { codeKey } from "../../codes/code-text";
import type { GeneratedCode } from "../../codes/publishing/insert-generated.server";
import { clearSupplyFailure, recordSupplyFailure } from "../../pools/stock/supply-failure.server";
import { randomCharacters } from "../generator/random-characters.server";
import { planGeneration, readGenerator } from "../replenishment/read-generator.server";
import { lastDayOf } from "./last-day";
import { type SealFormat, sealAlphabet, sealCode, sealLength } from "./seal";
import { newestSealKey } from "./seal-keys.server";

/** How codes are sealed for a claim. */
export interface SealingPlan {
  dates: CodeDates;
  /** When each of the codes expires; null: never. */
  expiresAt: Date | null;
  /**
   * One code for each of these recipients, in their order, drawn at random each time. A code may exist
   * already.
   */
  draw(identities: readonly string[]): GeneratedCode[];
  /** How many codes the pool can make now, at most as many as requested. */
  count: number;
}

interface SealingContext {
  poolId: number;
  now: Date;
  /** The pool last failed to generate codes. */
  failing: boolean;
}

/**
 * Plans codes that are made for their recipients, for a claim that holds the pool's lock. Null when
 * the pool can't make any: it is at its limit, archived, or its dates are past. The merchant then sees
 * why.
 */
export async function planSealing(
  tx: Transaction,
  services: Pick<Services, "keyring" | "clock">,
  shop: ShopContext,
  { poolId, now, failing }: SealingContext,
  requested: number,
): Promise<SealingPlan | null> {
  const generator = await readGenerator(tx, shop.id, poolId);
  if (!generator) return null;
  const planned = planGeneration(generator, { shopId: shop.id, poolId, now }, requested);
  if (!planned.ok) {
    await recordSupplyFailure(tx, shop.id, [poolId], "generating", planned.failure.message, now);
    return null;
  }
  if (failing) await clearSupplyFailure(tx, shop.id, [poolId], "generating");
  const { secret } = await newestSealKey(tx, services, shop.id);
  const { pattern, dates } = planned.value.plan;
  const { prefix, suffix, groupSize, length } = pattern;
  const format = { poolId, prefix, suffix, groupSize, randomLength: length - sealLength };
  const expiresAt = usableUntil(dates, now, shop.timeZone);
  const lastDay = lastDayOf(expiresAt, shop.timeZone);
  return {
    dates,
    expiresAt,
    draw: (identities) => drawCodes(secret, format, lastDay, identities),
    count: planned.value.count,
  };
}

function drawCodes(
  secret: Buffer,
  format: SealFormat,
  lastDay: number,
  identities: readonly string[],
): GeneratedCode[] {
  const { randomLength } = format;
  const drawn = randomCharacters(sealAlphabet, randomLength * identities.length).toString("latin1");
  return identities.map((identity, place) => {
    const random = drawn.slice(place * randomLength, (place + 1) * randomLength);
    const code = sealCode(secret, format, random, lastDay, identity);
    return [code, codeKey(code)];
  });
}
