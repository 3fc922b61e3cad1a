import type { IncomingHttpHeaders } from "node:http";
import type { Sandbox } from "../sandbox";

const ADMIN = "https://admin.shopify.com";
const SCRIPT = "https://cdn.shopify.com/shopifycloud/app-bridge.js";
const SHOP_ADMIN = /^https:\/\/([\w-]+)\.myshopify\.com\/admin/;

/**
 * Replaces Shopify with the sandbox in response headers. The sandbox's admin gets only the permissions
 * that the app grants Shopify's, so an app that forbids framing can't be framed here either.
 */
export function translateHeaders(
  { settings }: Pick<Sandbox, "settings">,
  headers: IncomingHttpHeaders,
): IncomingHttpHeaders {
  const translated: IncomingHttpHeaders = { ...headers };
  const policy = headers["content-security-policy"];
  if (typeof policy === "string") {
    translated["content-security-policy"] = policy.replace(ADMIN, settings.url);
  }
  if (headers.location) {
    translated.location = headers.location
      .replace(`${ADMIN}/store/`, `${settings.url}/admin/store/`)
      .replace(SHOP_ADMIN, `${settings.url}/admin/store/$1`);
  }
  const { link } = headers;
  if (typeof link === "string") {
    translated["link"] = link.replace(SCRIPT, `${settings.url}/app-bridge.js`);
  }
  return translated;
}
