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

/** How many days ahead an alert looks, and how many days back the rate of a pool is taken from. */
export const alertDays = 7;
const dayMilliseconds = 86_400_000;

/** What the conditions of a pool's alerts are judged by. */
export interface PoolFigures {
  type: PoolType;
  /** Active, neither archived nor deleted: other pools raise no alerts. */
  watched: boolean;
  available: number;
  /** Codes that the pool ever had and still knows. */
  total: number;
  lowStockThreshold: number | null;
  pace: Pace;
  /** Codes that campaigns under way will still take. */
  planned: number;
  /** Codes that kept orders of today and yesterday used: by somebody else, or never given out. */
  usedByOthers: number;
  usedUnassigned: number;
  /** The next date after which an available code is not given out any more. */
  nextAssignBy: Date | null;
  /** Why codes have not been made or uploaded for some minutes, for the merchant; null: they are. */
  supplyFailure: string | null;
}

/** `covered`: a graver condition holds and speaks for this one, which stays as it was. */
export type PoolCheck = "holds" | "over" | "covered";

/**
 * Kinds that a type of pool can raise. A shared pool has one code for everybody: it cannot run low
 * or out by being given out. A dynamic pool is made fuller before it runs out.
 */
export const kindsOf: Record<PoolType, readonly AlertKind[]> = {
  static: alertKinds,
  shared: ["empty", "supply-failing", "assign-by"],
  dynamic: ["empty", "supply-failing", "low", "used-by-others", "used-unassigned", "assign-by"],
};

/** An empty pool speaks for these: they say that it is about to be empty. */
const coveredByEmpty: readonly AlertKind[] = ["low", "runs-out"];

/** Whether each condition of the pool holds. A pool that never had a code has not run out of any. */
export function checkPool(pool: PoolFigures, now: Date): Record<AlertKind, PoolCheck> {
  const may = (kind: AlertKind) => pool.watched && kindsOf[pool.type].includes(kind);
  const empty = may("empty") && pool.available === 0 && pool.total > 0;
  const verdict = (kind: AlertKind, holds: boolean): PoolCheck => {
    if (!may(kind)) return "over";
    if (holds) return "holds";
    return empty && coveredByEmpty.includes(kind) ? "covered" : "over";
  };
  const { available, lowStockThreshold, nextAssignBy } = pool;
  return {
    empty: empty ? "holds" : "over",
    "supply-failing": verdict("supply-failing", pool.supplyFailure !== null),
    low: verdict(
      "low",
      available > 0 && lowStockThreshold !== null && available < lowStockThreshold,
    ),
    "runs-out": verdict("runs-out", available > 0 && runsOutSoon(pool)),
    "used-by-others": verdict("used-by-others", pool.usedByOthers > 0),
    "used-unassigned": verdict("used-unassigned", pool.usedUnassigned > 0),
    "assign-by": verdict("assign-by", available > 0 && isSoon(nextAssignBy, now)),
  };
}

/** What campaigns under way leave lasts seven days or less at the pool's pace. */
function runsOutSoon({ available, pace, planned }: PoolFigures): boolean {
  return available <= weeklyPace(pace) + planned;
}

function isSoon(moment: Date | null, now: Date): boolean {
  return moment !== null && moment.getTime() - now.getTime() <= alertDays * dayMilliseconds;
}
