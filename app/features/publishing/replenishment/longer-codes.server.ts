import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { shortestLength } from "../generator/pattern";
import { capacityOf } from "./capacity";
import { readGenerator } from "./read-generator.server";

/** Codes that a pool which has come to its limit should be able to have, next to those it keeps ready. */
const growth = 4;

/**
 * The number of random characters with which a pool that stopped, because its codes would be too easy to
 * guess, could go on; null when that is not why it stopped.
 */
export async function longerCodes(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { id }: { id: number },
  supply: { failing: string | null } | null,
): Promise<number | null> {
  if (supply?.failing !== "making") return null;
  const maker = await readGenerator(database, shop.id, id);
  if (!maker || maker.pattern.length >= 40) return null;
  const { count, bound } = capacityOf(maker, clock.now());
  if (bound !== "guessing" || count > maker.buffer.target) return null;
  const codes = maker.assigned * growth + maker.buffer.target;
  return Math.max(maker.pattern.length + 1, shortestLength(maker.pattern, codes));
}
