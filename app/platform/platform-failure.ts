/** The request may have been processed. Read the state before repeating a write. */
type Unreachable = { kind: "platform_unreachable"; detail: string };
/** Uninstalled, token rejected or scope missing. A retry doesn't help. */
type Denied = { kind: "platform_denied"; detail: string };
/** Failures of any platform call. `detail` is for logs and support. */
export type PlatformFailure = Unreachable | Denied;

/** The platform rejects the request, with its own message. A retry doesn't help. */
export type PlatformRefused = { kind: "platform_refused"; detail: string };

export type DiscountNotFound = { kind: "discount_not_found" };

/** The platform rejects a discount; each problem has a merchant-facing message. */
export type DiscountRefused = { kind: "discount_refused"; problems: DiscountProblem[] };
export interface DiscountProblem {
  /** Path in `DiscountTerms` (`value.percent`), or `code`; null: the discount as a whole. */
  field: string | null;
  message: string;
}

export type GuardNotFound = { kind: "guard_not_found" };
/** The guard's texts on the platform aren't those that were read. Read them again. */
export type GuardOutdated = { kind: "guard_outdated" };
/** The platform doesn't take the guard. `detail` is its own message. */
export type GuardRefused = {
  kind: "guard_refused";
  /**
   * `too_many_automatic_discounts`: the shop has as many as it may have active. `function_missing`:
   * the function behind the guard isn't deployed. `scope_missing`: the shop must approve a scope.
   */
  reason: "too_many_automatic_discounts" | "function_missing" | "scope_missing" | "other";
  detail: string;
};

/** Why the platform rejected one code of an addition. */
export type CodeRejection =
  | { kind: "taken" }
  | { kind: "too_long" }
  | { kind: "too_short" }
  | { kind: "line_break" }
  | { kind: "twice" }
  | { kind: "other"; message: string };
