import type { IncomingHttpHeaders } from "node:http";
import type { Sandbox } from "../sandbox";

const ADMIN = "https://admin.shopify.com";
const SCRIPT = "https://cdn.shopify.com/shopifycloud/app-bridge.js";
const SHOP_ADMIN = /^https:\/\/([\w-]+)\.myshopify\.com\/admin/;

/**
 * An answer's headers with the sandbox in Shopify's place. Only what the app allows to Shopify's
 * admin is allowed to the sandbox's: an app that forbids to be framed stays unframed here, too.
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
