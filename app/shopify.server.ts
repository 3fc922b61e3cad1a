import "@shopify/shopify-app-remix/adapters/node";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import {
  ApiVersion,
  AppDistribution,
  LogSeverity,
  shopifyApp,
} from "@shopify/shopify-app-remix/server";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type { Logger } from "pino";
import type { Env } from "./env.server";
import { signInTimeoutMs } from "./platform/shopify/sign-in/refresh-token.server";

/**
 * Configures Shopify's library: token exchange, expiring offline tokens, sessions in our database.
 */
export function createShopify(env: Env, sessionStorage: SessionStorage, log: Logger) {
  // By default, the library waits five minutes for a response.
  setAbstractFetchFunc((input, init) =>
    globalThis.fetch(input, { ...init, signal: AbortSignal.timeout(signInTimeoutMs) }),
  );
  return shopifyApp({
    apiKey: env.SHOPIFY_API_KEY,
    apiSecretKey: env.SHOPIFY_API_SECRET,
    appUrl: env.SHOPIFY_APP_URL,
    scopes: env.SCOPES.split(","),
    apiVersion: ApiVersion.October26,
    authPathPrefix: "/auth",
    distribution: AppDistribution.AppStore,
    sessionStorage,
    // Also gets a token per person, so the activity page can name who did what.
    useOnlineTokens: true,
    logger: { log: async (severity, message) => log[levels[severity]](message) },
    future: {
      unstable_newEmbeddedAuthStrategy: true,
      expiringOfflineAccessTokens: true,
    },
  });
}

/**
 * Maps the library's log levels to ours. Its info messages, several per request, are for debugging.
 */
const levels = {
  [LogSeverity.Error]: "error",
  [LogSeverity.Warning]: "warn",
  [LogSeverity.Info]: "debug",
  [LogSeverity.Debug]: "debug",
} as const;

export type Shopify = ReturnType<typeof createShopify>;
