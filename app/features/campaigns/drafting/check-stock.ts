import { type Pattern, shortestLength } from "../../publishing/generator/pattern";
import type { CapacityBound } from "../../publishing/replenishment/capacity";

/** What a pool that generates its codes may still do. */
interface ChainMaking {
  pattern: Pattern;
  /** Codes that recipients have and may use, and codes that the pool keeps ready. */
  assigned: number;
  bufferTarget: number;
  /** Codes more that it may generate, and what bounds them. */
  count: number;
  bound: CapacityBound;
}

/** A pool that may serve a campaign: the one that was chosen, or a fallback. */
export interface ChainPool {
  id: number;
  name: string;
  type: "static" | "shared" | "dynamic";
  available: number;
  /** Switched on, neither archived nor deleted, and worth a discount that has not ended, or none. */
  open: boolean;
  discountEnded: boolean;
  /** Codes, given out or not, that the shop does not know yet. */
  uploading: number;
  /** Null for pools that generate no codes. */
  making: ChainMaking | null;
}

export interface StockCheck {
  /** Codes that the campaign needs, at most. */
  needed: number;
  /** Codes that the pool itself has or may generate; null: one code, for as many as want it. */
  available: number | null;
  /** Of a pool that generates its codes: what bounds their number; else null. */
  bound: CapacityBound | null;
  /** With so many random characters instead there would be enough codes; null: that is not the matter. */
  longer: { from: number; to: number } | null;
  /** Whom the pool cannot serve. */
  short: number;
  /** What the fallbacks would give, in their order. */
  fallbacks: { id: number; name: string; codes: number }[];
  /** Who would get no code at all. */
  refused: number;
}

/**
 * How many codes a campaign needs: one for each line under “always a new code”, otherwise one for
 * each recipient who does not hold one.
 */
export function codesNeeded(
  list: { total: number; invalid: number; people: number; holding: number },
  alwaysNew: boolean,
): number {
  return alwaysNew ? list.total - list.invalid : list.people - list.holding;
}

/** Whether the stock suffices, and what the fallbacks (`chain` but its first) would do otherwise. */
export function checkStock(needed: number, chain: readonly ChainPool[]): StockCheck {
  const [pool, ...others] = chain;
  if (!pool) throw new Error("A chain has at least one pool.");
  const available = stockOf(pool);
  const short = Math.max(0, needed - (available ?? needed));
  let refused = short;
  const fallbacks: StockCheck["fallbacks"] = [];
  for (const other of others) {
    const codes = other.open ? Math.min(refused, stockOf(other) ?? refused) : 0;
    if (codes === 0) continue;
    fallbacks.push({ id: other.id, name: other.name, codes });
    refused -= codes;
  }
  const { making } = pool;
  const longer = short > 0 && making?.bound === "guessing" ? longerCodes(making, needed) : null;
  return { needed, available, bound: making?.bound ?? null, longer, short, fallbacks, refused };
}

/** A shared code is enough for everyone; a dynamic pool has what is ready and what it may generate. */
function stockOf({ type, available, making }: ChainPool): number | null {
  if (type === "shared" && available > 0) return null;
  return available + (making?.count ?? 0);
}

/** The length at which the campaign gets its codes, and the pool keeps its own ready. */
function longerCodes({ pattern, assigned, bufferTarget }: ChainMaking, needed: number) {
  const to = shortestLength(pattern, assigned + needed + bufferTarget);
  return to > pattern.length ? { from: pattern.length, to } : null;
}
