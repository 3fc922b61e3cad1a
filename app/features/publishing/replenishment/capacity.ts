import { number } from "../../../core/format";
import { type CodeDates, type DefaultDates, isPast, withDefaults } from "../../codes/code-dates";
import { maxLiveCodes, type Pattern } from "../generator/pattern";

export const noDates: CodeDates = { assignBy: null, useBy: null, useWithinDays: null };

/**
 * What limits how many more codes a dynamic pool can generate. All figures are numbers of codes.
 */
export interface Capacity {
  pattern: Pattern;
  defaults: DefaultDates;
  available: number;
  /** Assigned codes that still work. */
  assigned: number;
  /** Redeemed or expired codes. */
  spent: number;
  /** The merchant's limit on codes the pool generates in total; null: none. */
  codeLimit: number | null;
}

/**
 * Why a pool can't generate more: codes would be too easy to guess, the merchant's limit, or a
 * default expiration date in the past.
 */
export type CapacityBound = "guessing" | "limit" | "dates";

/** How many more codes a dynamic pool can generate now, and what limits it. */
export function capacityOf(
  { pattern, defaults, available, assigned, spent, codeLimit }: Capacity,
  now: Date,
): { count: number; bound: CapacityBound } {
  if (isPast(withDefaults(noDates, defaults), now)) return { count: 0, bound: "dates" };
  const hardToGuess = Math.max(0, maxLiveCodes(pattern) - available - assigned);
  const allowed =
    codeLimit === null ? Infinity : Math.max(0, codeLimit - available - assigned - spent);
  return allowed < hardToGuess
    ? { count: allowed, bound: "limit" }
    : { count: hardToGuess, bound: "guessing" };
}

/** Merchant-facing reason why a pool generates no codes. */
export function capacityMessage({ pattern, codeLimit }: Capacity, bound: CapacityBound): string {
  switch (bound) {
    case "dates":
      return "The pool’s default expiration is in the past, so no new codes are generated. Choose a later date in the pool’s settings.";
    case "limit":
      return `The pool reached its limit of ${number(codeLimit ?? 0)} codes, so no new codes are generated. Raise the limit in the pool’s settings.`;
    case "guessing":
      return `With ${pattern.length} random characters, only ${number(maxLiveCodes(pattern))} codes can work at a time before they’re too easy to guess, so no new codes are generated. Use more random characters.`;
  }
}
