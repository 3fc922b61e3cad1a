import type { PlatformRecord } from "../platform";

/** Where Shopify's admin is. */
const shopifyAdmin = "https://admin.shopify.com";

/** The address of a page of the app (`/app/…`) inside the admin of a shop (`name.myshopify.com`). */
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

/** The address of an order, a customer or a discount in the admin of a shop. */
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
