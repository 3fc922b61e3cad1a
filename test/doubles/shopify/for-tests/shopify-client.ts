import type { Session, Shopify } from "@shopify/shopify-api";
import { API_KEY, API_SECRET, DEMO_SHOP, type TestSandbox } from "./test-sandbox";

const nodeFetch = globalThis.fetch;

/**
 * Loads Shopify's library, whose requests go to the sandbox until the end of the test file.
 */
export async function shopifyClient(sandbox: TestSandbox): Promise<Shopify> {
  await loadLibrary();
  await sandbox.follow();
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

/**
 * The library keeps the `fetch` it finds when it is imported, but the sandbox of each test file has its
 * own. If the app gave it another one, that follows the sandbox already.
 */
async function loadLibrary(): Promise<void> {
  await import("@shopify/shopify-api/adapters/node");
  const { abstractFetch, setAbstractFetchFunc } = await import("@shopify/shopify-api/runtime");
  if (abstractFetch === nodeFetch) setAbstractFetchFunc((...args) => globalThis.fetch(...args));
}
