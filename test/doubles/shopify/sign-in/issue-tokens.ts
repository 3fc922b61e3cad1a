import { randomBytes } from "node:crypto";
import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";

const ACCESS_TOKEN_SECONDS = 60 * 60;
const REFRESH_TOKEN_SECONDS = 90 * 24 * 60 * 60;
// An online token lasts for one day.
const ONLINE_TOKEN_SECONDS = 24 * 60 * 60;

const newToken = (prefix: string): string => `${prefix}_${randomBytes(16).toString("hex")}`;

export interface TokenResponse {
  access_token: string;
  scope: string;
  expires_in?: number;
  refresh_token?: string;
  refresh_token_expires_in?: number;
  associated_user_scope?: string;
  associated_user?: Record<string, unknown>;
}

export function issueLastingToken(shop: Shop, scopes: string[]): TokenResponse {
  const token = newToken("shpat");
  shop.accessTokens[token] = { kind: "offline", scopes, expiresAt: null, userId: null };
  return { access_token: token, scope: scopes.join(",") };
}

export function issueExpiringToken(
  sandbox: Sandbox,
  shop: Shop,
  scopes: string[],
  replaces: string | null,
): TokenResponse {
  const access = newToken("shpat");
  const refresh = newToken("shprt");
  const at = now(sandbox);
  shop.accessTokens[access] = {
    kind: "offline",
    scopes,
    expiresAt: at + ACCESS_TOKEN_SECONDS * 1000,
    userId: null,
  };
  shop.refreshTokens[refresh] = {
    expiresAt: at + REFRESH_TOKEN_SECONDS * 1000,
    replaces,
    firstUsedAt: null,
    scopes,
  };
  return {
    access_token: access,
    scope: scopes.join(","),
    expires_in: ACCESS_TOKEN_SECONDS,
    refresh_token: refresh,
    refresh_token_expires_in: REFRESH_TOKEN_SECONDS,
  };
}

export function issueOnlineToken(sandbox: Sandbox, shop: Shop, scopes: string[]): TokenResponse {
  const token = newToken("shpua");
  const { owner } = shop;
  shop.accessTokens[token] = {
    kind: "online",
    scopes,
    expiresAt: now(sandbox) + ONLINE_TOKEN_SECONDS * 1000,
    userId: owner.id,
  };
  return {
    access_token: token,
    scope: scopes.join(","),
    expires_in: ONLINE_TOKEN_SECONDS,
    associated_user_scope: scopes.join(","),
    associated_user: {
      id: Number(owner.id),
      first_name: owner.firstName,
      last_name: owner.lastName,
      email: owner.email,
      email_verified: true,
      account_owner: true,
      locale: "en",
      collaborator: false,
    },
  };
}
