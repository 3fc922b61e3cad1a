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
import { customersPerSearch, findCustomers } from "./customers/find-customers.server";
import { customersPerWrite, writeCustomerCodes } from "./customers/write-customer-codes.server";
import { createDiscount } from "./discounts/create-discount.server";
import { listDiscounts } from "./discounts/list-discounts.server";
import { readDiscount } from "./discounts/read-discount.server";
import { setDiscountActive } from "./discounts/set-discount-active.server";
import { adminClients, type ClientOptions } from "./graphql/admin-client.server";
import { activateGuard } from "./guard/activate-guard.server";
import { createGuard } from "./guard/create-guard.server";
import { readGuard } from "./guard/read-guard.server";
import { removeGuard } from "./guard/remove-guard.server";
import { writeGuardConfig } from "./guard/write-guard-config.server";
import { searchItems } from "./items/search-items.server";
import { listOrders } from "./orders/list-orders.server";
import { readOrder } from "./orders/read-order.server";
import { readShop } from "./read-shop.server";
import type { AccessToken } from "./sign-in/offline-tokens.server";

/** The app's registration with Shopify. */
export interface ShopifyApp extends ClientOptions {
  apiKey: string;
  /** Admin URL, if it isn't Shopify's own. */
  admin?: string | undefined;
  /** Scopes that the app needs. */
  scopes?: readonly string[];
}

/** Shopify's implementation of the platform. */
export function shopifyPlatform(accessToken: AccessToken, app: ShopifyApp): OpenPlatform {
  const openClient = adminClients(accessToken, app);
  return (shopDomain, priority: RequestPriority = "normal") => {
    const send = openClient(shopDomain, priority);
    return {
      name: "Shopify",
      readShop: () => readShop(send, app.scopes),
      isInstalled: async () => isInstalled(await readShop(send)),
      adminUrl: (path) => adminUrl(shopDomain, path, app),
      recordUrl: (record) => recordUrl(shopDomain, record, app),
      codeUrl: (code) => codeUrl(shopDomain, code),
      listDiscounts: (query) => listDiscounts(send, query),
      searchItems: (search) => searchItems(send, search),
      createDiscount: (terms, firstCode) => createDiscount(send, terms, firstCode),
      setDiscountActive: (id, active) => setDiscountActive(send, id, active),
      readDiscount: (id) => readDiscount(send, id),
      codesPerAddition,
      addCodes: (id, codes) => addCodes(send, id, codes),
      readAdditions: (ids, options = { codeIds: true }) => readAdditions(send, ids, options),
      findCodes: (codes, options) => findCodes(send, codes, options),
      listCodes: (id, cursor, limit) => listCodes(send, id, cursor, limit),
      removeCodes: (id, codeIds) => removeCodes(send, id, codeIds),
      readRemoval: (id) => readRemoval(send, id),
      customersPerSearch,
      findCustomers: (addresses) => findCustomers(send, addresses),
      customersPerWrite,
      writeCustomerCodes: (entries) => writeCustomerCodes(send, entries),
      readGuard: (id) => readGuard(send, id),
      createGuard: (guard) => createGuard(send, guard),
      activateGuard: (id) => activateGuard(send, id),
      writeGuardConfig: (guard, texts) => writeGuardConfig(send, guard, texts),
      removeGuard: (id) => removeGuard(send, id),
      readOrder: (id) => readOrder(send, id),
      listOrders: (range) => listOrders(send, range),
    };
  };
}

/** A denial means uninstalled. Without a response, nothing is known, so it throws. */
function isInstalled(result: Result<unknown, PlatformFailure>): boolean {
  if (result.ok) return true;
  if (result.failure.kind === "platform_denied") return false;
  throw new Error(`${result.failure.kind}: ${result.failure.detail}`);
}
