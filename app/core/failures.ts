/** Expected failures that several features share. `kind` is stable: the API shows it as `code`. */
export type PoolNotFound = { kind: "pool_not_found" };
/** Switched off, archived, or its codes are worth a discount that has ended (`discountEnded`). */
export type PoolInactive = { kind: "pool_inactive"; poolName: string; discountEnded?: true };
/** `generates`: the pool generates its codes, and cannot now. */
export type PoolEmpty = { kind: "pool_empty"; poolName: string; generates?: true };
export type CodeNotFound = { kind: "code_not_found" };
/** Something else changes the same thing and does not come to an end: the caller tries again. */
export type Busy = { kind: "busy"; retryAfterSeconds: number };
export const busy: Busy = { kind: "busy", retryAfterSeconds: 5 };
/** A value that a person typed and may mend: shown beside its field. */
export type InvalidInput = { kind: "invalid_input"; field: string; message: string };
/** Somebody else changed the thing since it was read. */
export type Outdated = { kind: "outdated" };
