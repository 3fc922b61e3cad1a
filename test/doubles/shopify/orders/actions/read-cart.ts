import { languageCode } from "../../functions/language-code";
import type { Shop } from "../../shops/shop";
import { toMinor } from "../money";
import type { OrderAddress } from "../order";
import type { Cart, CartLine } from "../terms/cart";
import { findLine, plainId } from "./find-line";
import type { OrderRequest } from "./order-request";

/** The shipping price in every shop of the sandbox. */
const SHIPPING_PRICE = "4.90";

/** The cart of a request, or an error message. */
export function readCart(shop: Shop, request: OrderRequest): Cart | string {
  const lines: CartLine[] = [];
  for (const requested of request.lines ?? [{}]) {
    const line = findLine(shop, requested);
    if (!line) return `The shop does not sell ${JSON.stringify(requested)}`;
    if (!Number.isInteger(line.quantity) || line.quantity < 1) return "A quantity is not above 0";
    lines.push(line);
  }
  if (lines.length === 0) return "An order needs a line";
  const customerId = request.customerId ? plainId(request.customerId) : null;
  const customer = customerId === null ? undefined : shop.customers[customerId];
  if (customerId !== null && !customer) return `There is no customer ${customerId}`;
  const requested = request.shippingPrice === undefined ? SHIPPING_PRICE : request.shippingPrice;
  return {
    lines,
    buyer: { customerId, email: request.email ?? customer?.email ?? null },
    shippingPrice: requested === null ? null : toMinor(shop.currency, requested),
    country:
      request.country ??
      request.address?.countryCode ??
      customer?.address?.countryCode ??
      shop.country,
    language: languageCode(request.locale ?? "en"),
  };
}

/** Shopify runs functions in carts and checkouts. POS, drafts and orders of other origin skip them. */
export const runsFunctions = ({ guard, sourceName }: OrderRequest): boolean =>
  guard !== "absent" && (sourceName ?? "web") === "web";

export function addressOf(shop: Shop, request: OrderRequest): OrderAddress | null {
  const { address } = request;
  if (address) return { ...address, country: countryName(address.countryCode) };
  const customer = shop.customers[request.customerId ? plainId(request.customerId) : ""];
  if (!customer?.address) return null;
  const { id: _id, ...rest } = customer.address;
  return { firstName: customer.firstName ?? "", lastName: customer.lastName ?? "", ...rest };
}

const countryName = (code: string): string =>
  new Intl.DisplayNames("en", { type: "region" }).of(code) ?? code;
