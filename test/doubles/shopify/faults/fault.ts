/**
 * A fault to simulate. For calls into the sandbox: `5xx` and `throttle` fail before doing the work,
 * `timeout` never responds, `lost-answer` does the work but cuts the connection, and `delay` waits
 * before the work. `refuse-codes` rejects codes of a bulk creation. `never-done` leaves a creation or
 * a job unfinished. `no-lifetime` omits `expires_in` from the token response. For webhooks: `repeat`,
 * `reorder`, `delay` and `drop`. For mail: `5xx`. For requests of the app proxy: `no-signature`,
 * `wrong-signature`, `old-timestamp`, `repeated-keys` (`shop` twice), `foreign-shop` (a store that
 * never installed the app) and `unknown-customer` (one that doesn't exist). Only the first two break
 * the signature.
 */
export type FaultKind =
  | "5xx"
  | "timeout"
  | "throttle"
  | "lost-answer"
  | "repeat"
  | "reorder"
  | "delay"
  | "drop"
  | "refuse-codes"
  | "never-done"
  | "no-lifetime"
  | "no-signature"
  | "wrong-signature"
  | "old-timestamp"
  | "repeated-keys"
  | "foreign-shop"
  | "unknown-customer";

export const FAULT_KINDS: readonly FaultKind[] = [
  "5xx",
  "timeout",
  "throttle",
  "lost-answer",
  "repeat",
  "reorder",
  "delay",
  "drop",
  "refuse-codes",
  "never-done",
  "no-lifetime",
  "no-signature",
  "wrong-signature",
  "old-timestamp",
  "repeated-keys",
  "foreign-shop",
  "unknown-customer",
];

export interface Fault {
  id: string;
  /**
   * `graphql`, `oauth`, `webhook`, `mail` or `proxy`. Append `:name` to match only that root field (such as
   * `graphql:discountRedeemCodeBulkAdd`), operation, topic, grant type (`oauth:refresh`,
   * `oauth:exchange`) or path below the proxy (`proxy:codes`).
   */
  match: string;
  kind: FaultKind;
  /** The domain of the affected shop; null for all shops. */
  shop: string | null;
  /** How many more times it occurs; null for unlimited. */
  times: number | null;
  /** The probability that it occurs, 0 to 1. */
  rate: number;
  /** Seed for reproducible results; null for random ones. */
  seed: number | null;
  /** The number of random draws so far. */
  drawn: number;
  /** For `delay`. */
  delayMs: number;
  /** For `refuse-codes`: the codes to reject; null for a share of them. */
  codes: string[] | null;
  /** For `refuse-codes`: the share to reject, 0 to 1. For `never-done`: the share to do before stopping. */
  share: number;
  /** For `refuse-codes`: the error message. */
  message: string;
}
