export const differenceKinds = ["missing", "unknown", "inactive"] as const;
/**
 * `missing`: live here, but not in the store. `unknown`: in the store under our discount, but not
 * added by the app. `inactive`: a pool assigns codes of a discount that doesn't work.
 */
export type DifferenceKind = (typeof differenceKinds)[number];

export const differenceRepairs = ["upload", "import", "remove", "pause", "ignore"] as const;
export type DifferenceRepair = (typeof differenceRepairs)[number];

/** The repairs for each kind. `ignore` also applies to later checks. */
export const repairsOf: Record<DifferenceKind, readonly DifferenceRepair[]> = {
  missing: ["upload", "ignore"],
  unknown: ["import", "remove", "ignore"],
  inactive: ["pause", "ignore"],
};

/** A reconciliation run: a comparison of our codes with the store's. */
export interface Reconciliation {
  id: number;
  state: "queued" | "running" | "done" | "failed";
  /** Codes read from the store. */
  read: number;
  /** Codes of unlinked pools that were looked up, and how many of them the store doesn't accept. */
  lookedUp: number;
  notInStore: number;
  /** Differences by kind. Includes repaired ones, but not those ignored before this check. */
  missing: number;
  unknown: number;
  inactive: number;
  /** Merchant-facing reason why the check failed. */
  failure: string | null;
  createdBy: string;
  createdAt: Date;
  finishedAt: Date | null;
  /** Next attempt while the platform isn't responding; null while it is. */
  nextTryAt: Date | null;
}

export interface Difference {
  id: number;
  kind: DifferenceKind;
  discountTitle: string;
  /** The affected pool, or the pool an unknown code would be added to. */
  poolId: number | null;
  poolName: string | null;
  /** Null for differences about a pool. */
  code: string | null;
  repair: DifferenceRepair | null;
  repairedAt: Date | null;
}

/** A difference that the merchant chose to ignore. */
export interface IgnoredDifference {
  id: number;
  kind: DifferenceKind;
  discountTitle: string;
  poolId: number | null;
  poolName: string | null;
  /** Null for differences about a pool. */
  code: string | null;
  ignoredBy: string;
  ignoredAt: Date;
}

export type ReconciliationNotFound = { kind: "reconciliation_not_found" };

/** A difference with what its repair needs. */
export interface OpenDifference {
  id: number;
  discountId: number;
  poolId: number | null;
  codeId: number | null;
  code: string | null;
  /** A string, because platform IDs can exceed the safe integers. */
  platformId: string | null;
}
