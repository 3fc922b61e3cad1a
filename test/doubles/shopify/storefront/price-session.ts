import type { OrderRequest } from "../orders/actions/order-request";
import { type Quote, quoteOrder } from "../orders/actions/quote-order";
import { type Refusal, refuse } from "../orders/terms/refusal";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import type { StoreSession } from "./session";

/** The order that a session would place, without what is chosen at payment. */
export const requestOf = (session: StoreSession): OrderRequest => ({
  lines: session.cart,
  codes: session.codes,
  customerId: session.customerId,
  email: session.email,
  locale: session.locale,
  ...(session.address && { country: session.address.countryCode }),
  ...(session.address?.lastName && { address: session.address }),
});

export interface PricedSession {
  /** Null for an empty cart. */
  quote: Quote | null;
  codes: { code: string; refusal: Refusal | null }[];
}

/**
 * Prices the cart before checkout, where an address typed at checkout isn't known: a guest is nobody.
 * In an empty cart, no code is honored (recorded).
 */
export function priceCartOf(sandbox: Sandbox, shop: Shop, session: StoreSession): PricedSession {
  const quote = quoteOrder(sandbox, shop, { ...requestOf(session), email: null });
  const priced = typeof quote === "string" ? null : quote;
  const refusalOf = (code: string): Refusal | null =>
    priced
      ? (priced.refused.find((one) => one.code === code) ?? null)
      : refuse(code, "DISCOUNT_CODE_NOT_HONOURED");
  return {
    quote: priced,
    codes: session.codes.map((code) => ({ code, refusal: refusalOf(code) })),
  };
}
