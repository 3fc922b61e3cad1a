/** A code that the platform still has but shouldn't. */
export interface OrphanedCode {
  /** `leftover`: a row of `deletion_backlog`, for a code whose own row was deleted. */
  from: "code" | "leftover";
  id: number;
  /** Null for leftovers. */
  poolId: number | null;
  code: string;
  /** The platform's ID; null: unknown. */
  platformId: string | null;
}

/** Orphaned codes of one discount, because the platform removes codes per discount. */
export interface OrphanedCodes {
  /** The platform's discount ID. */
  discount: string;
  /** The discount was deleted on the platform, and its codes with it. */
  gone: boolean;
  codes: OrphanedCode[];
}
