/** Where Shopify's admin is. */
const shopifyAdmin = "https://admin.shopify.com";

/** The address of a page of the app (`/app/…`) inside the admin of a shop (`name.myshopify.com`). */
export function adminUrl(
  shopDomain: string,
  path: string,
  app: { apiKey: string; admin?: string | undefined },
): string {
  const handle = shopDomain.replace(/\.myshopify\.com$/, "");
  return `${app.admin ?? shopifyAdmin}/store/${handle}/apps/${app.apiKey}${path}`;
}
