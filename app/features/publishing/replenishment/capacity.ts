import { type CodeDates, type DefaultDates, isPast, withDefaults } from "../../codes/code-dates";
import { mostLiveCodes, type Pattern } from "../generator/pattern";

export const noDates: CodeDates = { assignBy: null, useBy: null, useWithinDays: null };

/** What decides how many codes more a dynamic pool may make. Numbers of codes. */
export interface Capacity {
  pattern: Pattern;
  defaults: DefaultDates;
  available: number;
  /** Codes that recipients have and may use. */
  assigned: number;
  /** Codes that were used, or whose date is past. */
  spent: number;
  /** The merchant's own limit on codes that the pool makes in all; null: none. */
  codeLimit: number | null;
}

/**
 * What stops a pool from making more: codes would be too easy to guess, the merchant's own limit, or a
 * default date that is past.
 */
export type CapacityBound = "guessing" | "limit" | "dates";

/** How many codes more a dynamic pool may make now, and what bounds them. */
export function capacityOf(
  { pattern, defaults, available, assigned, spent, codeLimit }: Capacity,
  now: Date,
): { count: number; bound: CapacityBound } {
  if (isPast(withDefaults(noDates, defaults), now)) return { count: 0, bound: "dates" };
  const unguessable = Math.max(0, mostLiveCodes(pattern) - available - assigned);
  const allowed =
    codeLimit === null ? Infinity : Math.max(0, codeLimit - available - assigned - spent);
  return allowed < unguessable
    ? { count: allowed, bound: "limit" }
    : { count: unguessable, bound: "guessing" };
}

/** Why a pool makes no codes, in words for the merchant. */
export function whyNone({ pattern, codeLimit }: Capacity, bound: CapacityBound): string {
  switch (bound) {
    case "dates":
      return "The pool’s default expiration is in the past, so no new codes are generated. Choose a later date in the pool’s settings.";
    case "limit":
      return `The pool reached its limit of ${number(codeLimit ?? 0)} codes, so no new codes are generated. Raise the limit in the pool’s settings.`;
    case "guessing":
      return `With ${pattern.length} random characters, only ${number(mostLiveCodes(pattern))} codes can work at a time before they’re too easy to guess, so no new codes are generated. Use more random characters.`;
  }
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}
