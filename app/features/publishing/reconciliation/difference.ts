export const differenceKinds = ["missing", "unknown", "inactive"] as const;
/**
 * `missing`: live as we believe, and not in the shop. `unknown`: in the shop under our discount, and
 * not known here. `inactive`: a pool assigns codes of a discount that does not work any more.
 */
export type DifferenceKind = (typeof differenceKinds)[number];

export const differenceRepairs = ["upload", "adopt", "remove", "pause", "leave"] as const;
export type DifferenceRepair = (typeof differenceRepairs)[number];

/** What may be done about each kind; `leave`: it is meant so, and later checks do not tell of it. */
export const repairsOf: Record<DifferenceKind, readonly DifferenceRepair[]> = {
  missing: ["upload", "leave"],
  unknown: ["adopt", "remove", "leave"],
  inactive: ["pause", "leave"],
};

/** A comparison of our codes with the shop's. */
export interface Reconciliation {
  id: number;
  state: "queued" | "running" | "done" | "failed";
  /** Codes of the shop that were read. */
  read: number;
  /** Codes of pools without a discount that were looked up, and those that the store does not accept. */
  lookedUp: number;
  notInStore: number;
  /** Numbers of findings, by kind, repaired ones among them; not those that were left as they are before. */
  missing: number;
  unknown: number;
  inactive: number;
  /** Why it stopped, in words for the merchant. */
  failure: string | null;
  createdBy: string;
  createdAt: Date;
  finishedAt: Date | null;
  /** The platform does not answer: when it is asked again. Null while it answers. */
  nextTryAt: Date | null;
}

export interface Difference {
  id: number;
  kind: DifferenceKind;
  discountTitle: string;
  /** The pool that it is about, or that an unknown code would come into. */
  poolId: number | null;
  poolName: string | null;
  /** Null where it is about a pool. */
  code: string | null;
  repair: DifferenceRepair | null;
  repairedAt: Date | null;
}

/** A difference that somebody left as it is. */
export interface IgnoredDifference {
  id: number;
  kind: DifferenceKind;
  discountTitle: string;
  poolId: number | null;
  poolName: string | null;
  /** Null where it is about a pool. */
  code: string | null;
  leftBy: string;
  leftAt: Date;
}

export type ReconciliationNotFound = { kind: "reconciliation_not_found" };

/** A finding as its repair sees it. */
export interface OpenDifference {
  id: number;
  discountId: number;
  poolId: number | null;
  codeId: number | null;
  code: string | null;
  /** As text: it is a number of the platform. */
  platformId: string | null;
}
