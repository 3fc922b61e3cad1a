/** Expected failures shared by features. `kind` is stable: the API returns it as `code`. */
export type PoolNotFound = { kind: "pool_not_found" };
/** Inactive, archived, or its discount has ended (`discountEnded`). */
export type PoolInactive = { kind: "pool_inactive"; poolName: string; discountEnded?: true };
/** `generates`: the pool generates its codes, but can't right now. */
export type PoolEmpty = { kind: "pool_empty"; poolName: string; generates?: true };
export type CodeNotFound = { kind: "code_not_found" };
/** Another operation holds the lock for too long. The caller should retry. */
export type Busy = { kind: "busy"; retryAfterSeconds: number };
export const busy: Busy = { kind: "busy", retryAfterSeconds: 5 };
/** Invalid input, shown next to its field. */
export type InvalidInput = { kind: "invalid_input"; field: string; message: string };
/** The item has changed since it was read. */
export type Outdated = { kind: "outdated" };
