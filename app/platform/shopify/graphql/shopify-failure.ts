import type { PlatformFailure } from "../../platform-failure";

/** Outcome of one request. */
export interface Reply {
  /** HTTP status; 0: no response. */
  status: number;
  errors: readonly { message: string; extensions?: { code?: string } | undefined }[];
  retryAfter: string | null;
}

/** No access to this shop: unknown, frozen, locked or token rejected. */
const deniedStatuses = new Set([401, 402, 403, 404, 423]);
/** Errors inside Shopify, which say nothing about the request. */
const serverErrorCodes = new Set([
  "INTERNAL_SERVER_ERROR",
  "TIMEOUT",
  "SERVICE_UNAVAILABLE",
  "THROTTLED",
]);

/**
 * Maps Shopify's errors to a failure; undefined if there are none. Throws `RequestRefused` if the
 * request itself is invalid, which is a bug in this app.
 */
export function shopifyFailure({ status, errors }: Reply): PlatformFailure | undefined {
  const texts = errors.map(({ message }) => message).join("; ");
  const detail = [status === 200 ? "" : `HTTP ${status}`, texts].filter(Boolean).join(": ");
  const codes = errors.map(({ extensions }) => extensions?.code ?? "");
  if (deniedStatuses.has(status) || codes.includes("ACCESS_DENIED")) {
    return { kind: "platform_denied", detail };
  }
  if (status !== 200 || codes.some((code) => serverErrorCodes.has(code))) {
    return {
      kind: "platform_unreachable",
      detail: status === 0 ? `No response: ${texts}` : detail,
    };
  }
  if (errors.length > 0) throw new RequestRefused(`Shopify rejected the request: ${detail}`);
  return undefined;
}

/** Shopify rejected a request as invalid. */
export class RequestRefused extends Error {}
