/** The work may or may not have been done: read again before repeating it. */
type Unreachable = { kind: "platform_unreachable"; detail: string };
/** Uninstalled, the token is refused, or a scope is missing: asking again does not help. */
type Denied = { kind: "platform_denied"; detail: string };
/** What may happen to any call of the shop system. `detail` is for the log and for support. */
export type PlatformFailure = Unreachable | Denied;

/** The shop system will not do it, and says why in its own words: asking again does not help. */
export type PlatformRefused = { kind: "platform_refused"; detail: string };

export type DiscountNotFound = { kind: "discount_not_found" };

/** The shop system will not have it: each problem in words for the merchant. */
export type DiscountRefused = { kind: "discount_refused"; problems: DiscountProblem[] };
export interface DiscountProblem {
  /** Path in our `DiscountTerms` (`value.percent`), or `code`; null: it is about the whole. */
  field: string | null;
  message: string;
}

/** Why the shop system did not take one code of an addition. */
export type CodeRejection =
  | { kind: "taken" }
  | { kind: "too_long" }
  | { kind: "too_short" }
  | { kind: "line_break" }
  | { kind: "twice" }
  | { kind: "other"; message: string };
