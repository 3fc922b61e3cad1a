import type { KeyUse } from "../features/api-keys/authenticate-key.server";

/**
 * How much of its limit a key has used. `RateLimit` and `RateLimit-Policy` are the fields of the
 * current IETF draft (draft-ietf-httpapi-ratelimit-headers-10); the three `RateLimit-*` fields are
 * those of its versions up to 07, which most client libraries read.
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
