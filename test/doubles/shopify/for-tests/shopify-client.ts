import type { Session, Shopify } from "@shopify/shopify-api";
import { followSandbox } from "../follow-sandbox.mjs";
import { API_KEY, API_SECRET, DEMO_SHOP, type TestSandbox } from "./test-sandbox";

/**
 * Loads Shopify's library and redirects its requests to the sandbox until the process ends. The library
 * captures `fetch` on import, so a file that uses it needs its own process.
 */
export async function shopifyClient(sandbox: TestSandbox): Promise<Shopify> {
  await followSandbox(sandbox.running.url);
  await import("@shopify/shopify-api/adapters/node");
  const { ApiVersion, LogSeverity, shopifyApi } = await import("@shopify/shopify-api");
  return shopifyApi({
    apiKey: API_KEY,
    apiSecretKey: API_SECRET,
    hostName: "app.example",
    apiVersion: ApiVersion.October26,
    isEmbeddedApp: true,
    logger: { level: LogSeverity.Error, log: async () => {} },
  });
}

export async function sessionToken(sandbox: TestSandbox, shop = DEMO_SHOP): Promise<string> {
  const answer = await sandbox.call("GET", `/control/api/session-token?shop=${shop}`);
  return (answer as { token: string }).token;
}

export async function signIn(
  sandbox: TestSandbox,
  shopify: Shopify,
  shop = DEMO_SHOP,
): Promise<Session> {
  const { RequestedTokenType } = await import("@shopify/shopify-api");
  const { session } = await shopify.auth.tokenExchange({
    shop,
    sessionToken: await sessionToken(sandbox, shop),
    requestedTokenType: RequestedTokenType.OfflineAccessToken,
    expiring: true,
  });
  return session;
}
