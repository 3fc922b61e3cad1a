import type { Settings } from "../settings";
import type { Shop } from "../shops/shop";
import { storePath } from "../storefront/session";

/**
 * Where a redirect of the app leads, so that the buyer stays in the store: its addresses below the
 * proxy become the store's, and a path is one of the store. Another site's address is left as it is.
 * Assumed: Shopify documents only that redirects work.
 */
export function proxyLocation(settings: Settings, shop: Shop, location: string): string {
  const store = storePath(shop);
  const { appProxy, appUrl, publicAppUrl } = settings;
  const shopUrl = `https://${shop.domain}`;
  const target = new URL(location, shopUrl);
  const rest = target.pathname + target.search + target.hash;
  if ([appUrl, publicAppUrl].map((url) => new URL(url).origin).includes(target.origin)) {
    const appPath = appProxy?.appPath ?? "";
    const inside = target.pathname === appPath || target.pathname.startsWith(`${appPath}/`);
    return inside ? `${store}/${appProxy?.below}${rest.slice(appPath.length)}` : location;
  }
  if (target.origin !== shopUrl) return location;
  return rest.startsWith(`${store}/`) ? rest : store + rest;
}
