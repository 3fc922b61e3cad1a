import { now } from "../clock/now";
import { json, notFound } from "../http/answers";
import type { Route } from "../http/route";
import { findShop } from "../shops/find-shop";
import { mintSessionToken } from "./mint-session-token";

/** Lets tests create session tokens and expire access tokens. */
export const tokenRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/control/api/session-token",
    handle: ({ sandbox, url }) => {
      const shop = findShop(sandbox, url.searchParams.get("shop") ?? "");
      return shop ? json({ token: mintSessionToken(sandbox, shop) }) : notFound("No such shop");
    },
  },
  {
    method: "POST",
    path: "/control/api/shops/:shop/expire-tokens",
    handle: ({ sandbox, params }) => {
      const shop = findShop(sandbox, params["shop"] ?? "");
      if (!shop) return notFound("No such shop");
      const tokens = Object.values(shop.accessTokens);
      for (const token of tokens) token.expiresAt = now(sandbox);
      return json({ expired: tokens.length });
    },
  },
  {
    method: "POST",
    path: "/control/api/shops/:shop/revoke-tokens",
    handle: ({ sandbox, params }) => {
      const shop = findShop(sandbox, params["shop"] ?? "");
      if (!shop) return notFound("No such shop");
      const revoked = Object.keys(shop.accessTokens).length;
      shop.accessTokens = {};
      shop.refreshTokens = {};
      return json({ revoked });
    },
  },
];
