import type { PlatformRecord } from "../platform";

/** URL of the Shopify admin. */
const shopifyAdmin = "https://admin.shopify.com";

/** URL of a page of the app (`/app/…`) in the admin of a shop (`name.myshopify.com`). */
export function adminUrl(
  shopDomain: string,
  path: string,
  app: { apiKey: string; admin?: string | undefined },
): string {
  return `${storeAdmin(shopDomain, app)}/apps/${app.apiKey}${path}`;
}

const pages: Record<PlatformRecord["kind"], string> = {
  order: "orders",
  customer: "customers",
  discount: "discounts",
};

/** URL of an order, customer or discount in the admin of a shop. */
export function recordUrl(
  shopDomain: string,
  { kind, id }: PlatformRecord,
  app: { admin?: string | undefined },
): string {
  const number = id.slice(id.lastIndexOf("/") + 1);
  return `${storeAdmin(shopDomain, app)}/${pages[kind]}/${encodeURIComponent(number)}`;
}

function storeAdmin(shopDomain: string, { admin }: { admin?: string | undefined }): string {
  return `${admin ?? shopifyAdmin}/store/${shopDomain.replace(/\.myshopify\.com$/, "")}`;
}
