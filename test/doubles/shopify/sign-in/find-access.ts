import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import type { AccessToken } from "./tokens";

/** The valid access token of a request, if it has one. */
export function findAccess(
  sandbox: Sandbox,
  shop: Shop,
  token: string | null,
): AccessToken | undefined {
  const found = token ? shop.accessTokens[token] : undefined;
  const expired = found?.expiresAt != null && now(sandbox) >= found.expiresAt;
  return expired ? undefined : found;
}
