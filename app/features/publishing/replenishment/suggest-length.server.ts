import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { minRandomLength } from "../generator/pattern";
import { capacityOf } from "./capacity";
import { readGenerator } from "./read-generator.server";

/**
 * Room for growth: codes of a pool that hit its limit should allow this multiple of those assigned.
 */
const growth = 4;

/**
 * How many random characters would let a pool continue that stopped because its codes would be too
 * easy to guess; null when that isn't why it stopped.
 */
export async function suggestLength(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { id }: { id: number },
  supply: { failing: string | null } | null,
): Promise<number | null> {
  if (supply?.failing !== "generating") return null;
  const generator = await readGenerator(database, shop.id, id);
  if (!generator || generator.pattern.length >= 40) return null;
  const { count, bound } = capacityOf(generator, clock.now());
  if (bound !== "guessing" || count > generator.buffer.target) return null;
  const codes = generator.assigned * growth + generator.buffer.target;
  return Math.max(generator.pattern.length + 1, minRandomLength(generator.pattern, codes));
}
