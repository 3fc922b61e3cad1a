import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import type { OrderDiscount } from "../order";
import type { CartLine } from "../terms/cart";
import { priceCart } from "../terms/price-cart";
import type { Refusal } from "../terms/refusal";
import type { OrderRequest } from "./order-request";
import { readCart, runsFunctions } from "./read-cart";

/** The price of a possible order, in minor units. It is not stored. */
export interface Quote {
  lines: CartLine[];
  subtotal: number;
  discounts: { discount: OrderDiscount; amount: number }[];
  refused: Refusal[];
  shipping: number;
  total: number;
}

/** Prices a request, ignoring rejected codes. Returns an error message if the request is invalid. */
export function quoteOrder(sandbox: Sandbox, shop: Shop, request: OrderRequest): Quote | string {
  const cart = readCart(shop, request);
  if (typeof cart === "string") return cart;
  const priced = priceCart(sandbox, shop, cart, request.codes ?? [], {
    force: false,
    functions: runsFunctions(request),
  });
  const allocations = [...priced.lines.flat(), ...priced.shipping];
  const subtotal = cart.lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  const off = allocations.reduce((sum, { amount }) => sum + amount, 0);
  const shipping = cart.shippingPrice ?? 0;
  return {
    lines: cart.lines,
    subtotal,
    discounts: priced.discounts.map((discount, place) => ({
      discount,
      amount: allocations
        .filter((allocation) => allocation.discount === place)
        .reduce((sum, { amount }) => sum + amount, 0),
    })),
    refused: priced.refused,
    shipping,
    total: subtotal + shipping - off,
  };
}
