import type { PlatformFailure } from "../../platform-failure";

/** What came of one request, as far as it went. */
export interface Reply {
  /** HTTP state; 0: no answer came. */
  status: number;
  errors: readonly { message: string; extensions?: { code?: string } | undefined }[];
  retryAfter: string | null;
}

/** The app has no access to this shop: no such shop, frozen, locked, token refused. */
const gone = new Set([401, 402, 403, 404, 423]);
/** Trouble inside Shopify, which says nothing about the request. */
const troubles = new Set(["INTERNAL_SERVER_ERROR", "TIMEOUT", "SERVICE_UNAVAILABLE", "THROTTLED"]);

/**
 * Shopify's errors as ours; undefined: there is none. Throws where Shopify will not have the
 * request itself, which is a fault of this program.
 */
export function shopifyFailure({ status, errors }: Reply): PlatformFailure | undefined {
  const texts = errors.map(({ message }) => message).join("; ");
  const detail = [status === 200 ? "" : `HTTP ${status}`, texts].filter(Boolean).join(": ");
  const codes = errors.map(({ extensions }) => extensions?.code ?? "");
  if (gone.has(status) || codes.includes("ACCESS_DENIED")) {
    return { kind: "platform_denied", detail };
  }
  if (status !== 200 || codes.some((code) => troubles.has(code))) {
    return { kind: "platform_unreachable", detail: status === 0 ? `No answer: ${texts}` : detail };
  }
  if (errors.length > 0) throw new RequestRefused(`Shopify refuses the request: ${detail}`);
  return undefined;
}

/** Shopify will not have a request as it is. */
export class RequestRefused extends Error {}
