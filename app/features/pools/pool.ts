import { nameSchema } from "../../core/text";

/** Types of pools with uploaded codes. */
export const uploadedPoolTypes = ["static", "shared"] as const;
export type UploadedPoolType = (typeof uploadedPoolTypes)[number];
/** `dynamic`: the app generates the codes. */
export type PoolType = UploadedPoolType | "dynamic";

export const resendPolicies = ["same_while_valid", "same_for_days", "always_new"] as const;
export type ResendPolicy = (typeof resendPolicies)[number];

export const cancelPolicies = ["keep", "reissue", "restore"] as const;
/** What happens to a code when its order is canceled or fully refunded. */
export type CancelPolicy = (typeof cancelPolicies)[number];

/** A pool of codes for one discount. */
export interface Pool {
  id: number;
  name: string;
  handle: string;
  type: PoolType;
  active: boolean;
  resendPolicy: ResendPolicy;
  resendDays: number | null;
  cancelPolicy: CancelPolicy;
  fallbackPoolId: number | null;
  lowStockThreshold: number | null;
  defaultAssignBy: Date | null;
  defaultUseBy: Date | null;
  defaultUseWithinDays: number | null;
  /** The linked discount; null: the app doesn't publish the codes. */
  discountId: number | null;
  /** Target stock and reorder point of a dynamic pool; null for other pools. */
  bufferTarget: number | null;
  bufferFloor: number | null;
  /** Maximum number of codes a dynamic pool generates in total; null: no limit. */
  codeLimit: number | null;
  /** Whether a released code of a static pool can be assigned to someone else. */
  restockReleased: boolean;
  /** At checkout, only the recipient of a code can use it. */
  holderOnly: boolean;
  /** At checkout, a code stops working after its own last day. */
  personalExpiration: boolean;
  /** At checkout, no code of the pool works. */
  checkoutPaused: boolean;
  version: number;
  archivedAt: Date | null;
}

/**
 * Whether the pool's codes are sealed: made for their recipient at the moment of the assignment, so the
 * pool keeps none in reserve.
 */
export function isSealed({
  type,
  holderOnly,
  personalExpiration,
}: Pick<Pool, "type" | "holderOnly" | "personalExpiration">): boolean {
  return type === "dynamic" && (holderOnly || personalExpiration);
}

/** Stock of a pool: numbers of codes. Each code counts in exactly one of the first five. */
export interface Stock {
  available: number;
  assigned: number;
  /** Codes used by an order, including orders reversed later. */
  redeemed: number;
  expired: number;
  voided: number;
  total: number;
  /** Shared pools: people who have the code; otherwise 0. */
  recipients: number;
  /** Shared pools: orders that used the code, including reversed ones; otherwise 0. */
  uses: number;
}

/** Valid pool names. */
export const poolName = nameSchema(80);

/** The name for comparison: pool names of a shop are unique regardless of case. */
export function nameKey(name: string): string {
  return name.trim().normalize("NFC").toLowerCase();
}

const maxHandleLength = 64;

/**
 * Derives a handle from a name: `[a-z0-9][a-z0-9-]{1,63}`, without accents. `attempt` (from 1)
 * gives another one if a handle is taken. Names without a Latin letter or digit become `pool`.
 */
export function handleFor(name: string, attempt: number): string {
  const suffix = attempt > 1 ? `-${attempt}` : "";
  const base = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, maxHandleLength - suffix.length)
    .replace(/^-+|-+$/g, "");
  return `${base.length >= 2 ? base : ["pool", base].filter(Boolean).join("-")}${suffix}`;
}

export type StockLevel = "plenty" | "low" | "empty";

/** Stock level, relative to the pool's own low-stock threshold. */
export function stockLevel(available: number, lowStockThreshold: number | null): StockLevel {
  if (available === 0) return "empty";
  return lowStockThreshold !== null && available < lowStockThreshold ? "low" : "plenty";
}

/** Stock level of a pool. One whose codes are made when they're assigned always has plenty. */
export function poolLevel(
  pool: Parameters<typeof isSealed>[0] & Pick<Pool & Stock, "available" | "lowStockThreshold">,
): StockLevel {
  return isSealed(pool) ? "plenty" : stockLevel(pool.available, pool.lowStockThreshold);
}

export const poolViews = ["all", "active", "inactive", "archived"] as const;
/** Filters of the pool list. `all` excludes archived pools. */
export type PoolView = (typeof poolViews)[number];
