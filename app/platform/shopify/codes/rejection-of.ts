import type { CodeRejection } from "../../platform-failure";

/**
 * Parses why Shopify rejected a code from its recorded messages, because errors of single codes
 * have no error code (recorded on a live store, API 2026-04: `field: ["code"], code: null`).
 */
export function rejectionOf(message: string): CodeRejection {
  if (/^is too short/.test(message)) return { kind: "too_short" };
  if (/^is too long/.test(message)) return { kind: "too_long" };
  if (/newline/.test(message)) return { kind: "line_break" };
  if (/^Codes must be unique within/.test(message)) return { kind: "twice" };
  if (/^must be unique/.test(message)) return { kind: "taken" };
  return { kind: "other", message };
}
