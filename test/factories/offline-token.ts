import { API_KEY, API_SECRET, sessionToken, type TestSandbox } from "../doubles/shopify/testing";

/** Requests an offline token. Doesn't use Shopify's library, whose adapter would change how webhooks are parsed here. */
export async function offlineToken(sandbox: TestSandbox, shop: string): Promise<string> {
  const response = await fetch(`https://${shop}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      client_id: API_KEY,
      client_secret: API_SECRET,
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: await sessionToken(sandbox, shop),
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
    }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}
