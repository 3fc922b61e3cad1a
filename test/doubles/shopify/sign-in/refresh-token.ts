import { now } from "../clock/now";
import { json } from "../http/answers";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { issueExpiringToken } from "./issue-tokens";
import { refuse } from "./refuse";

// How long a used refresh token can be retried while its replacement is unused.
const RETRY_WINDOW_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Issues a new token pair for a refresh token. This retires the token that it replaced. The token itself
 * stays valid for retries until the app uses the new one.
 */
export function refreshToken(sandbox: Sandbox, shop: Shop, token: string): Response {
  const found = shop.refreshTokens[token];
  const at = now(sandbox);
  const retryEnded = found?.firstUsedAt && at > found.firstUsedAt + RETRY_WINDOW_MS;
  if (!found || at >= found.expiresAt || retryEnded) {
    return refuse("invalid_grant", 400, "The refresh token is not valid, expired or revoked.");
  }
  found.firstUsedAt ??= at;
  if (found.replaces) delete shop.refreshTokens[found.replaces];
  return json(issueExpiringToken(sandbox, shop, found.scopes, token));
}
