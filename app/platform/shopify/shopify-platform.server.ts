import type { Result } from "../../core/result";
import type { OpenPlatform, RequestPriority } from "../platform";
import type { PlatformFailure } from "../platform-failure";
import { adminUrl, recordUrl } from "./admin-url";
import { codeUrl } from "./code-url";
import { addCodes, codesPerAddition } from "./codes/add-codes.server";
import { findCodes } from "./codes/find-codes.server";
import { listCodes } from "./codes/list-codes.server";
import { readAdditions } from "./codes/read-additions.server";
import { readRemoval } from "./codes/read-removal.server";
import { removeCodes } from "./codes/remove-codes.server";
import { createDiscount } from "./discounts/create-discount.server";
import { listDiscounts } from "./discounts/list-discounts.server";
import { readDiscount } from "./discounts/read-discount.server";
import { setDiscountActive } from "./discounts/set-discount-active.server";
import { adminClients, type ClientOptions } from "./graphql/admin-client.server";
import { searchItems } from "./items/search-items.server";
import { listOrders } from "./orders/list-orders.server";
import { readOrder } from "./orders/read-order.server";
import { readShop } from "./read-shop.server";
import type { AccessToken } from "./sign-in/offline-tokens.server";

/** The app as Shopify knows it. */
export interface ShopifyApp extends ClientOptions {
  apiKey: string;
  /** Where Shopify's admin is, if not at its own address. */
  admin?: string | undefined;
  /** What the app needs to be granted. */
  scopes?: readonly string[];
}

/** Shopify as the shop system. */
export function shopifyPlatform(accessToken: AccessToken, app: ShopifyApp): OpenPlatform {
  const openClient = adminClients(accessToken, app);
  return (shopDomain, urgency: RequestPriority = "normal") => {
    const ask = openClient(shopDomain, urgency);
    return {
      name: "Shopify",
      readShop: () => readShop(ask, app.scopes),
      isInstalled: async () => isInstalled(await readShop(ask)),
      adminUrl: (path) => adminUrl(shopDomain, path, app),
      recordUrl: (record) => recordUrl(shopDomain, record, app),
      codeUrl: (code) => codeUrl(shopDomain, code),
      listDiscounts: (query) => listDiscounts(ask, query),
      searchItems: (search) => searchItems(ask, search),
      createDiscount: (terms, firstCode) => createDiscount(ask, terms, firstCode),
      setDiscountActive: (id, active) => setDiscountActive(ask, id, active),
      readDiscount: (id) => readDiscount(ask, id),
      codesPerAddition,
      addCodes: (id, codes) => addCodes(ask, id, codes),
      readAdditions: (ids, options = { codeIds: true }) => readAdditions(ask, ids, options),
      findCodes: (codes, options) => findCodes(ask, codes, options),
      listCodes: (id, cursor, limit) => listCodes(ask, id, cursor, limit),
      removeCodes: (id, codeIds) => removeCodes(ask, id, codeIds),
      readRemoval: (id) => readRemoval(ask, id),
      readOrder: (id) => readOrder(ask, id),
      listOrders: (range) => listOrders(ask, range),
    };
  };
}

/** "Denied" is a no; no answer says nothing. */
function isInstalled(result: Result<unknown, PlatformFailure>): boolean {
  if (result.ok) return true;
  if (result.failure.kind === "platform_denied") return false;
  throw new Error(`${result.failure.kind}: ${result.failure.detail}`);
}
