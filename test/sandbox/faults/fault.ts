/**
 * Misbehaviour that was ordered. For calls into the sandbox: `5xx` and `throttle` refuse before
 * the work, `timeout` never answers, `lost-answer` does the work and cuts the line. For webhooks:
 * `repeat`, `reorder`, `delay` and `drop`. For mail: `5xx`.
 */
export type FaultKind =
  | "5xx"
  | "timeout"
  | "throttle"
  | "lost-answer"
  | "repeat"
  | "reorder"
  | "delay"
  | "drop";

export const FAULT_KINDS: readonly FaultKind[] = [
  "5xx",
  "timeout",
  "throttle",
  "lost-answer",
  "repeat",
  "reorder",
  "delay",
  "drop",
];

export interface Fault {
  id: string;
  /** `graphql`, `oauth`, `webhook` or `mail`; with `:name` only that root field or topic. */
  match: string;
  kind: FaultKind;
  /** How often it still strikes; null for ever. */
  times: number | null;
  /** How likely it strikes, 0..1. */
  rate: number;
  /** For `delay`. */
  delayMs: number;
}
