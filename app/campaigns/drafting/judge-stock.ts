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
}

export interface StockVerdict {
  /** Codes that the campaign needs, at most. */
  needed: number;
  /** Codes that the pool itself has; null: as many as anybody wants. */
  available: number | null;
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
export function judgeStock(needed: number, chain: readonly ChainPool[]): StockVerdict {
  const [pool, ...others] = chain;
  if (!pool) throw new Error("A chain has at least one pool.");
  const available = stockOf(pool);
  const short = Math.max(0, needed - (available ?? needed));
  let refused = short;
  const fallbacks: StockVerdict["fallbacks"] = [];
  for (const other of others) {
    const codes = other.open ? Math.min(refused, stockOf(other) ?? refused) : 0;
    if (codes === 0) continue;
    fallbacks.push({ id: other.id, name: other.name, codes });
    refused -= codes;
  }
  return { needed, available, short, fallbacks, refused };
}

/** A shared code is enough for everybody, and made codes never run out. */
function stockOf({ type, available }: ChainPool): number | null {
  if (type === "dynamic") return null;
  return type === "shared" && available > 0 ? null : available;
}
