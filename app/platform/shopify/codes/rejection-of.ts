import type { CodeRejection } from "../../platform-failure";

/**
 * Why Shopify did not take a code, by its recorded sentences: the errors of single codes carry no
 * error code (recorded on a live store, API 2026-04: `field: ["code"], code: null`).
 */
export function rejectionOf(message: string): CodeRejection {
  if (/^is too short/.test(message)) return { kind: "too_short" };
  if (/^is too long/.test(message)) return { kind: "too_long" };
  if (/newline/.test(message)) return { kind: "line_break" };
  if (/^Codes must be unique within/.test(message)) return { kind: "twice" };
  if (/^must be unique/.test(message)) return { kind: "taken" };
  return { kind: "other", message };
}
