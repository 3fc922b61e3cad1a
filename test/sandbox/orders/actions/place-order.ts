import { now } from "../../clock/now";
import { findCode } from "../../discounts/codes/code-index";
import { recordUse } from "../../discounts/codes/record-use";
import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import { nextNumber } from "../../state/next-number";
import { emitOrderEvents } from "../emit-order-events";
import { toMinor } from "../money";
import type { Order, OrderAddress } from "../order";
import { orderTotals } from "../order-totals";
import { rememberBuyer } from "../terms/buyers";
import type { Cart, CartLine } from "../terms/cart";
import { priceCart } from "../terms/price-cart";
import type { Refusal } from "../terms/refusal";
import { findLine, plainId } from "./find-line";
import type { OrderRequest } from "./order-request";
import { takePayment } from "./take-payment";

export type Placed =
  | { ok: true; order: Order }
  | { ok: false; message: string; refused: Refusal[] };

/** What sending costs in every shop of the sandbox. */
const SHIPPING_PRICE = "4.90";

/** Takes an order as the checkout does: terms, totals, payment, usage, events. */
export function placeOrder(sandbox: Sandbox, shop: Shop, request: OrderRequest): Placed {
  const cart = readCart(shop, request);
  if (typeof cart === "string") return { ok: false, message: cart, refused: [] };
  const priced = priceCart(sandbox, shop, cart, request.codes ?? [], request.force === true);
  if (priced.refused.length > 0) {
    const message = priced.refused.map((one) => one.message).join("; ");
    return { ok: false, message, refused: priced.refused };
  }
  const at = request.createdAt === undefined ? now(sandbox) : Date.parse(request.createdAt);
  if (Number.isNaN(at)) return { ok: false, message: "createdAt is not a time", refused: [] };
  shop.lastOrderNumber += 1;
  const order: Order = {
    id: nextNumber(sandbox.world),
    number: shop.lastOrderNumber,
    ...cart.buyer,
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

function readCart(shop: Shop, request: OrderRequest): Cart | string {
  const lines: CartLine[] = [];
  for (const asked of request.lines ?? [{}]) {
    const line = findLine(shop, asked);
    if (!line) return `The shop does not sell ${JSON.stringify(asked)}`;
    if (!Number.isInteger(line.quantity) || line.quantity < 1) return "A quantity is not above 0";
    lines.push(line);
  }
  if (lines.length === 0) return "An order needs a line";
  const customerId = request.customerId ? plainId(request.customerId) : null;
  const customer = customerId === null ? undefined : shop.customers[customerId];
  if (customerId !== null && !customer) return `There is no customer ${customerId}`;
  const asked = request.shippingPrice === undefined ? SHIPPING_PRICE : request.shippingPrice;
  return {
    lines,
    buyer: { customerId, email: request.email ?? customer?.email ?? null },
    shippingPrice: asked === null ? null : toMinor(shop.currency, asked),
    country:
      request.country ??
      request.address?.countryCode ??
      customer?.address?.countryCode ??
      shop.country,
  };
}

function addressOf(shop: Shop, request: OrderRequest): OrderAddress | null {
  const { address } = request;
  if (address) return { ...address, country: countryName(address.countryCode) };
  const customer = shop.customers[request.customerId ? plainId(request.customerId) : ""];
  if (!customer?.address) return null;
  const { id: _id, ...rest } = customer.address;
  return { firstName: customer.firstName ?? "", lastName: customer.lastName ?? "", ...rest };
}

const countryName = (code: string): string =>
  new Intl.DisplayNames("en", { type: "region" }).of(code) ?? code;

/** Counted now, and never given back. */
function recordUses(sandbox: Sandbox, shop: Shop, order: Order): void {
  for (const { code, discountId } of order.discounts) {
    const found = code === null ? undefined : findCode(shop, code);
    if (found) recordUse(sandbox, shop, found);
    if (discountId !== null) rememberBuyer(shop, discountId, order);
  }
}
