/** A stack. Its environment has the app's public URL as `SHOPIFY_APP_URL`. */
export interface InstallTarget {
  url: string;
  env: Record<string, string | undefined>;
}

/**
 * Opens the app once, as the admin does, with a fresh session token. The app then signs in by token
 * exchange and installs itself into the shop. Safe to repeat. Throws if the app responds with
 * anything but 200.
 */
export async function installApp(stack: InstallTarget, shopDomain: string): Promise<void> {
  const { token } = await sessionToken(stack, shopDomain);
  const handle = shopDomain.split(".")[0];
  const address = new URL("/app", stack.env["SHOPIFY_APP_URL"]);
  address.search = new URLSearchParams({
    embedded: "1",
    shop: shopDomain,
    host: Buffer.from(`admin.shopify.com/store/${handle}`).toString("base64"),
    id_token: token,
  }).toString();
  // Shopify's library rejects requests that don't look like a browser's.
  const headers = { "user-agent": "Mozilla/5.0 (X11; Linux x64) Chrome/147.0" };
  const response = await fetch(address, { redirect: "manual", headers });
  if (response.status !== 200) {
    throw new Error(
      `The app did not install itself into ${shopDomain}: status ${response.status}.`,
    );
  }
  await response.arrayBuffer();
}

async function sessionToken(stack: InstallTarget, shopDomain: string): Promise<{ token: string }> {
  const response = await fetch(`${stack.url}/control/api/session-token?shop=${shopDomain}`);
  if (!response.ok)
    throw new Error(`The sandbox gave no session token: status ${response.status}.`);
  return (await response.json()) as { token: string };
}
