/**
 * Misbehaviour that was ordered. For calls into the sandbox: `5xx` and `throttle` refuse before
 * the work, `timeout` never answers, `lost-answer` does the work and cuts the line, `delay` waits
 * before the work. `refuse-codes` refuses codes of a bulk creation, `never-done` leaves a creation
 * or a job undone. `no-lifetime` leaves `expires_in` out of the token endpoint's answer. For webhooks: `repeat`, `reorder`, `delay` and `drop`. For mail: `5xx`.
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
  | "no-lifetime";

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
];

export interface Fault {
  id: string;
  /**
   * `graphql`, `oauth`, `webhook` or `mail`; with `:name` only that root field (as in
   * `graphql:discountRedeemCodeBulkAdd`), operation, topic or kind of grant (`oauth:refresh`,
   * `oauth:exchange`).
   */
  match: string;
  kind: FaultKind;
  /** The domain of the only shop that it strikes; null for every shop. */
  shop: string | null;
  /** How often it still strikes; null for ever. */
  times: number | null;
  /** How likely it strikes, 0..1. */
  rate: number;
  /** Makes its chances the same at every run; null leaves them to chance. */
  seed: number | null;
  /** How many chances it had: each has a chance of its own of the seed's. */
  drawn: number;
  /** For `delay`. */
  delayMs: number;
  /** For `refuse-codes`: which; null for a share of them. */
  codes: string[] | null;
  /** For `refuse-codes`: how many, 0..1. For `never-done`: how much is made before it stops. */
  share: number;
  /** For `refuse-codes`: what the refusal says. */
  message: string;
}
