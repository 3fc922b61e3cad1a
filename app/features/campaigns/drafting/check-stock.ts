import { minRandomLength, type Pattern } from "../../publishing/generator/pattern";
import type { CapacityBound } from "../../publishing/replenishment/capacity";

/** The remaining capacity of a dynamic pool. */
interface ChainGeneration {
  pattern: Pattern;
  /** Usable assigned codes, and the target of the pool's reserve. */
  assigned: number;
  bufferTarget: number;
  /** How many more codes it can generate, and what limits them. */
  count: number;
  bound: CapacityBound;
}

/** The campaign's pool or one of its fallbacks. */
export interface ChainPool {
  id: number;
  name: string;
  type: "static" | "shared" | "dynamic";
  /** Its codes are sealed: made when they're assigned. */
  sealed: boolean;
  available: number;
  /** Active, neither archived nor deleted, and its discount, if any, hasn't ended. */
  open: boolean;
  discountEnded: boolean;
  /** Codes, assigned or not, that aren't live in the store yet. */
  uploading: number;
  /** Null for pools that don't generate codes. */
  generation: ChainGeneration | null;
}

export interface StockCheck {
  /** Maximum number of codes that the campaign needs. */
  needed: number;
  /** Codes the pool has or can generate; null: without limit. */
  available: number | null;
  /** The pool's codes are made when they're assigned. */
  madeAsNeeded: boolean;
  /** What limits a dynamic pool; null for other pools. */
  bound: CapacityBound | null;
  /** The code length that would yield enough codes; null if length isn't the limit. */
  longer: { from: number; to: number } | null;
  /** Recipients that the pool can't serve. */
  short: number;
  /** Codes that each fallback would assign, in order. */
  fallbacks: { id: number; name: string; codes: number }[];
  /** Recipients that wouldn't get any code. */
  refused: number;
}

/**
 * How many codes a campaign needs: one per row if the pool always assigns a new code, otherwise one per
 * recipient without a valid code.
 */
export function codesNeeded(
  list: { total: number; invalid: number; people: number; holding: number },
  alwaysNew: boolean,
): number {
  return alwaysNew ? list.total - list.invalid : list.people - list.holding;
}

/** Checks whether `chain`, the pool followed by its fallbacks, has enough codes. */
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
  const { generation } = pool;
  const longer =
    short > 0 && generation?.bound === "guessing" ? longerCodes(generation, needed) : null;
  const bound = generation?.bound ?? null;
  const madeAsNeeded = pool.sealed;
  return { needed, available, madeAsNeeded, bound, longer, short, fallbacks, refused };
}

/**
 * Shared codes are unlimited. A dynamic pool has its reserve plus what it can generate. Sealed codes are
 * so long that only the merchant's limit matters.
 */
function stockOf({ type, sealed, available, generation }: ChainPool): number | null {
  if (type === "shared" && available > 0) return null;
  if (sealed && generation?.bound === "guessing") return null;
  return available + (generation?.count ?? 0);
}

/** The length at which there are enough codes for the campaign and the pool's reserve. */
function longerCodes({ pattern, assigned, bufferTarget }: ChainGeneration, needed: number) {
  const to = minRandomLength(pattern, assigned + needed + bufferTarget);
  return to > pattern.length ? { from: pattern.length, to } : null;
}
