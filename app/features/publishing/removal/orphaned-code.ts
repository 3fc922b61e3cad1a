/** A code that the platform has and should not have any more. */
export interface OrphanedCode {
  /** Of the code, or of what was left over of a deleted one. */
  from: "code" | "leftover";
  id: number;
  /** Null for leftovers. */
  poolId: number | null;
  code: string;
  /** The platform's number of it; null: not known. */
  platformId: string | null;
}

/** Those of one discount: the platform removes codes discount by discount. */
export interface OrphanedCodes {
  /** The platform's id of the discount. */
  discount: string;
  /** The platform no longer has the discount: its codes went with it. */
  gone: boolean;
  codes: OrphanedCode[];
}
