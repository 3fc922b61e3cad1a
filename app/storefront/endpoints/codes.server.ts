import { z } from "zod";
import {
  listShopperCodes,
  type ShopperCode,
} from "../../features/assignments/shopper/list-shopper-codes.server";
import { lastDateOf } from "../../features/codes/code-dates";
import { shopperSummary } from "../../features/discounts/shopper-summary";
import { findGuard } from "../../features/guard/guard-row.server";
import { type ShopperRequest, storefrontEndpoint } from "../storefront-route.server";
import { localeQuery } from "./locale-query";

/** The signed-in customer's own codes. A guest has none. */
export const codesEndpoint = storefrontEndpoint(
  "codes",
  z.object({ locale: localeQuery }),
  async (request) => {
    const { services, shop, customerId } = request;
    if (customerId === null) return { codes: [] };
    const codes = await listShopperCodes(services, shop, { customerId });
    const guard = await findGuard(services.database, shop);
    const guardIsOn = guard?.status === "on";
    return { codes: codes.map((code) => codeResponse(request, code, guardIsOn)) };
  },
);

function codeResponse(
  { services, shop, query }: ShopperRequest<{ locale: z.output<typeof localeQuery> }>,
  { code, terms, expiresAt, status }: ShopperCode,
  guardIsOn: boolean,
) {
  const { currency, timeZone } = shop;
  return {
    code,
    /** Null: we only know that it is a discount. */
    summary: terms && shopperSummary(terms, { language: query.locale, currency }),
    /** `YYYY-MM-DD` in the store's time zone. A code that ends at midnight ends the day before. */
    last_day: expiresAt && lastDateOf(expiresAt, timeZone),
    url: services.platform(shop.domain).codeUrl(code),
    // Only the guard refuses the codes of a paused pool.
    status: status === "paused" && !guardIsOn ? "usable" : status,
  };
}
