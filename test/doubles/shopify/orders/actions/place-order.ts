import { now } from "../../clock/now";
import { createCustomer } from "../../customers/create-customer";
import { findCustomer } from "../../customers/find-customer";
import { findCode } from "../../discounts/codes/code-index";
import { recordUse } from "../../discounts/codes/record-use";
import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import { nextNumber } from "../../state/next-number";
import { emitOrderEvents } from "../emit-order-events";
import type { Order } from "../order";
import { orderTotals } from "../order-totals";
import { addBuyer } from "../terms/buyers";
import { priceCart } from "../terms/price-cart";
import type { Refusal } from "../terms/refusal";
import type { OrderRequest } from "./order-request";
import { addressOf, readCart, runsFunctions } from "./read-cart";
import { takePayment } from "./take-payment";

export type Placed =
  | { ok: true; order: Order }
  | { ok: false; message: string; refused: Refusal[] };

/** Places an order like the checkout: checks terms, computes totals, takes payment, counts uses and sends webhooks. */
export function placeOrder(sandbox: Sandbox, shop: Shop, request: OrderRequest): Placed {
  const cart = readCart(shop, request);
  if (typeof cart === "string") return { ok: false, message: cart, refused: [] };
  const priced = priceCart(sandbox, shop, cart, request.codes ?? [], {
    force: request.force === true,
    functions: runsFunctions(request),
  });
  if (priced.refused.length > 0) {
    const message = priced.refused.map((one) => one.message).join("; ");
    return { ok: false, message, refused: priced.refused };
  }
  const at = request.createdAt === undefined ? now(sandbox) : Date.parse(request.createdAt);
  if (Number.isNaN(at)) return { ok: false, message: "createdAt is not a time", refused: [] };
  const buyer = {
    ...cart.buyer,
    customerId: cart.buyer.customerId ?? guestId(sandbox, shop, request),
  };
  shop.lastOrderNumber += 1;
  const order: Order = {
    id: nextNumber(sandbox.world),
    number: shop.lastOrderNumber,
    ...buyer,
    test: request.test ?? false,
    sourceName: request.sourceName ?? "web",
    note: request.note ?? null,
    tags: request.tags ?? [],
    address: addressOf(shop, request),
    lines: cart.lines.map((line, index) => ({
      ...line,
      id: nextNumber(sandbox.world),
      placedQuantity: line.quantity,
      currentQuantity: line.quantity,
      allocations: priced.lines[index] ?? [],
    })),
    shipping:
      cart.shippingPrice === null
        ? null
        : {
            id: nextNumber(sandbox.world),
            title: "Standard",
            code: "standard",
            price: cart.shippingPrice,
            refunded: 0,
            allocations: priced.shipping,
          },
    discounts: priced.discounts,
    transactions: [],
    refunds: [],
    presentment: request.presentment ?? null,
    originalTotal: 0,
    edited: false,
    cancelReason: null,
    cancelledAt: null,
    createdAt: at,
    updatedAt: at,
  };
  order.originalTotal = orderTotals(order).total;
  shop.orders[order.id] = order;
  recordUses(sandbox, shop, order);
  const paid = request.paid ?? true;
  if (paid) takePayment(sandbox, order, at);
  if (request.webhooks !== false) {
    const topics = ["orders/create", ...(paid ? ["orders/paid"] : []), "orders/updated"];
    emitOrderEvents(sandbox, shop, order, topics);
  }
  return { ok: true, order };
}

/**
 * The customer of a guest's order: the one with the guest's email address, who is created if needed.
 * Only orders without an email have no customer (recorded from live stores).
 */
function guestId(sandbox: Sandbox, shop: Shop, request: OrderRequest): string | null {
  const { email, address, webhooks } = request;
  if (!email) return null;
  const known = findCustomer(shop, email);
  if (known) return known.id;
  const names = address && { firstName: address.firstName, lastName: address.lastName };
  const made = createCustomer(sandbox, shop, { email, ...names }, webhooks !== false);
  return typeof made === "string" ? null : made.id;
}

/** Counts the uses of codes. Cancellations and refunds never reduce them. */
function recordUses(sandbox: Sandbox, shop: Shop, order: Order): void {
  for (const { code, discountId } of order.discounts) {
    const found = code === null ? undefined : findCode(shop, code);
    if (found) recordUse(sandbox, shop, found);
    if (discountId !== null) addBuyer(shop, discountId, order);
  }
}
