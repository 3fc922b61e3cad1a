import type { PoolType } from "../../pools/pool";
import { type Pace, weeklyPace } from "./pace";

export const alertKinds = [
  "empty",
  "supply-failing",
  "low",
  "runs-out",
  "used-by-others",
  "used-unassigned",
  "assign-by",
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Days that alerts look ahead, and days that a pool's rate is based on. */
export const alertDays = 7;
const dayMilliseconds = 86_400_000;

/** The figures that a pool's alerts depend on. */
export interface PoolFigures {
  type: PoolType;
  /** Its codes are sealed: made when they are assigned, so none are available ahead. */
  sealed: boolean;
  /** Active, neither archived nor deleted. Other pools raise no alerts. */
  watched: boolean;
  available: number;
  /** All codes of the pool, in any state. */
  total: number;
  lowStockThreshold: number | null;
  pace: Pace;
  /** Codes that running campaigns will still take. */
  planned: number;
  /** Codes in orders of today and yesterday that were used by someone else, or never assigned. */
  usedByOthers: number;
  usedUnassigned: number;
  /** The next pool expiration of an available code. */
  nextAssignBy: Date | null;
  /**
   * Why code generation or publishing has failed for some minutes, as a sentence; null: it works.
   */
  supplyFailure: string | null;
}

/** `covered`: a more severe condition holds, so this one keeps its state. */
export type PoolCheck = "holds" | "over" | "covered";

/**
 * The alerts that a pool can raise. One whose codes are made when they're assigned has no stock that
 * could be low or out.
 */
export function kindsFor({ type, sealed }: Pick<PoolFigures, "type" | "sealed">) {
  return kindsOf[type].filter((kind) => !sealed || !kindsOfStock.includes(kind));
}

const kindsOfStock: readonly AlertKind[] = ["empty", "low", "runs-out", "assign-by"];

/**
 * Alerts by type of pool. A shared pool can't run low or out, because everyone gets the same code. A
 * dynamic pool is replenished before it runs out.
 */
export const kindsOf: Record<PoolType, readonly AlertKind[]> = {
  static: alertKinds,
  shared: ["empty", "supply-failing", "assign-by"],
  dynamic: ["empty", "supply-failing", "low", "used-by-others", "used-unassigned", "assign-by"],
};

/** An empty pool covers these, because they warn of an empty pool. */
const coveredByEmpty: readonly AlertKind[] = ["low", "runs-out"];

/** Checks each condition of the pool. A pool that never had a code isn't reported as empty. */
export function checkPool(pool: PoolFigures, now: Date): Record<AlertKind, PoolCheck> {
  const may = (kind: AlertKind) => pool.watched && kindsFor(pool).includes(kind);
  const empty = may("empty") && pool.available === 0 && pool.total > 0;
  const check = (kind: AlertKind, holds: boolean): PoolCheck => {
    if (!may(kind)) return "over";
    if (holds) return "holds";
    return empty && coveredByEmpty.includes(kind) ? "covered" : "over";
  };
  const { available, lowStockThreshold, nextAssignBy } = pool;
  return {
    empty: empty ? "holds" : "over",
    "supply-failing": check("supply-failing", pool.supplyFailure !== null),
    low: check("low", available > 0 && lowStockThreshold !== null && available < lowStockThreshold),
    "runs-out": check("runs-out", available > 0 && runsOutSoon(pool)),
    "used-by-others": check("used-by-others", pool.usedByOthers > 0),
    "used-unassigned": check("used-unassigned", pool.usedUnassigned > 0),
    "assign-by": check("assign-by", available > 0 && isSoon(nextAssignBy, now)),
  };
}

/** The codes left after running campaigns last seven days or less at the pool's rate. */
function runsOutSoon({ available, pace, planned }: PoolFigures): boolean {
  return available <= weeklyPace(pace) + planned;
}

function isSoon(moment: Date | null, now: Date): boolean {
  return moment !== null && moment.getTime() - now.getTime() <= alertDays * dayMilliseconds;
}
