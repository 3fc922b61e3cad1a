import { z } from "zod";

/** Types of pools whose codes the merchant brings. */
export const broughtPoolTypes = ["static", "shared"] as const;
export type BroughtPoolType = (typeof broughtPoolTypes)[number];
/** `dynamic`: the app makes the codes. */
export type PoolType = BroughtPoolType | "dynamic";

export const resendPolicies = ["same_while_valid", "same_for_days", "always_new"] as const;
export type ResendPolicy = (typeof resendPolicies)[number];

export const cancelPolicies = ["keep", "reissue", "restore"] as const;
/** What a recipient has of a code once its order was cancelled or refunded as a whole. */
export type CancelPolicy = (typeof cancelPolicies)[number];

/** A pool as features see it. */
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
  /** What its codes are worth; null: the platform is not told of them. */
  discountId: number | null;
  /** Codes that a replenishment makes up to, and under how many it begins; null for pools that make none. */
  bufferTarget: number | null;
  bufferFloor: number | null;
  /** How many codes a dynamic pool makes in all; null: no limit. */
  codeLimit: number | null;
  /** Whether a code of a static pool that was taken back may go to someone else. */
  restockReleased: boolean;
  version: number;
  archivedAt: Date | null;
}

/** Stock figures of a pool: numbers of codes, each in one of the first five. */
export interface Stock {
  available: number;
  assigned: number;
  /** Codes that an order used, also one that was reversed later. */
  redeemed: number;
  expired: number;
  voided: number;
  total: number;
  /** Of a shared code: people who hold it; 0 for other pools. */
  recipients: number;
  /** Of a shared code: orders that carry it, reversed ones as well; 0 for other pools. */
  uses: number;
}

/** What a merchant may call a pool. */
export const poolName = z
  .string()
  .trim()
  .min(1, "Enter a name.")
  .max(80, "A name has at most 80 characters.")
  .refine((name) => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(name), "A name has no control characters.");

/** The name as it is compared: two pools of a shop may not differ in case alone. */
export function nameKey(name: string): string {
  return name.trim().normalize("NFC").toLowerCase();
}

const longestHandle = 64;

/**
 * A handle for the name: `[a-z0-9][a-z0-9-]{1,63}`, accents dropped. `attempt` (from 1) makes
 * further ones for a name whose first handle is taken. Names without a Latin letter or digit become `pool`.
 */
export function handleFor(name: string, attempt: number): string {
  const suffix = attempt > 1 ? `-${attempt}` : "";
  const base = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longestHandle - suffix.length)
    .replace(/^-+|-+$/g, "");
  return `${base.length >= 2 ? base : ["pool", base].filter(Boolean).join("-")}${suffix}`;
}

export type StockLevel = "plenty" | "low" | "empty";

/** How well a pool is stocked. The threshold is the pool's own: below it the stock is low. */
export function stockLevel(available: number, lowStockThreshold: number | null): StockLevel {
  if (available === 0) return "empty";
  return lowStockThreshold !== null && available < lowStockThreshold ? "low" : "plenty";
}

export const poolViews = ["all", "active", "inactive", "archived"] as const;
/** Which pools a list shows. `all` leaves archived ones out: archiving hides. */
export type PoolView = (typeof poolViews)[number];
