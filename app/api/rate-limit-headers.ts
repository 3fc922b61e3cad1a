import type { KeyUse } from "../features/api-keys/authenticate-key.server";

/**
 * Rate limit headers of a key. `RateLimit` and `RateLimit-Policy` follow the current IETF draft
 * (draft-ietf-httpapi-ratelimit-headers-10); the `RateLimit-*` headers follow drafts up to 07,
 * which most client libraries read.
 */
export function rateLimitHeaders({
  requestsPerMinute,
  remaining,
  resetSeconds,
}: KeyUse): Record<string, string> {
  return {
    "RateLimit-Policy": `"key";q=${requestsPerMinute};w=60`,
    RateLimit: `"key";r=${remaining};t=${resetSeconds}`,
    "RateLimit-Limit": String(requestsPerMinute),
    "RateLimit-Remaining": String(remaining),
    "RateLimit-Reset": String(resetSeconds),
  };
}
