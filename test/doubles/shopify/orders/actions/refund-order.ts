import { now } from "../../clock/now";
import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import { nextNumber } from "../../state/next-number";
import { emitOrderEvents, emitRefund } from "../emit-order-events";
import type { Order, Refund, RefundLine, RestockType } from "../order";
import { lineDiscount, orderTotals } from "../order-totals";
import { type Changed, refused } from "./changed";
import { plainId } from "./find-line";
import { giveBack } from "./take-payment";

export interface RefundRequest {
  /** Default: the rest of the order, including shipping. */
  lines?: { lineId: string; quantity: number }[];
  /** In minor units; true for the rest. */
  shipping?: boolean | number;
  /** In minor units. Default: the price of the lines. */
  amount?: number;
  restock?: boolean;
  note?: string;
}

/** Refunds a part or the rest of an order. */
export function refundOrder(
  sandbox: Sandbox,
  shop: Shop,
  order: Order,
  request: RefundRequest = {},
): Changed {
  const { received, refunded } = orderTotals(order);
  if (received - refunded <= 0 && request.amount !== 0) {
    return refused("There is nothing to refund");
  }
  const requested = request.lines ?? wholeRest(order);
  for (const { lineId, quantity } of requested) {
    const line = order.lines.find(({ id }) => id === plainId(lineId));
    if (!line) return refused(`The order has no line ${lineId}`);
    if (!Number.isInteger(quantity) || quantity < 0 || quantity > line.currentQuantity) {
      return refused(`${quantity} is more than there is of ${line.title}`);
    }
  }
  const at = now(sandbox);
  const refund = addRefund(sandbox, order, at, {
    lines: requested,
    shipping: request.shipping ?? request.lines === undefined,
    restockType: request.restock ? "RETURN" : "NO_RESTOCK",
    note: request.note ?? null,
    amount: request.amount ?? (request.lines ? "what it is worth" : "all"),
  });
  emitRefund(sandbox, shop, order, refund);
  emitOrderEvents(sandbox, shop, order, ["orders/updated"]);
  return { ok: true, order };
}

export const wholeRest = (order: Order): { lineId: string; quantity: number }[] =>
  order.lines
    .filter(({ currentQuantity }) => currentQuantity > 0)
    .map(({ id, currentQuantity }) => ({ lineId: id, quantity: currentQuantity }));

export interface RefundParts {
  lines: readonly { lineId: string; quantity: number }[];
  shipping: boolean | number;
  restockType: RestockType;
  note: string | null;
  /** In minor units; 0 removes lines without a refund. */
  amount: number | "what it is worth" | "all";
}

/** Removes lines and shipping from an order and refunds them. Sends no webhooks. */
export function addRefund(sandbox: Sandbox, order: Order, at: number, parts: RefundParts): Refund {
  const lines = parts.lines.map(({ lineId, quantity }) =>
    takeOff(sandbox, order, plainId(lineId), quantity, parts.restockType),
  );
  const shippingLeft = orderTotals(order).currentShipping;
  const requested = parts.shipping === true ? shippingLeft : Number(parts.shipping);
  const shipping = Math.min(requested, shippingLeft);
  if (order.shipping) order.shipping.refunded += shipping;
  const worth = lines.reduce((sum, { subtotal }) => sum + subtotal, shipping);
  const transaction = giveBack(sandbox, order, amountOf(order, parts.amount, worth), at);
  const refund: Refund = {
    id: nextNumber(sandbox.world),
    createdAt: at,
    note: parts.note,
    lines: lines.filter(({ quantity }) => quantity > 0),
    shipping,
    transactionIds: transaction === null ? [] : [transaction],
  };
  order.refunds.push(refund);
  order.updatedAt = at;
  return refund;
}

/** The amount of a refund. "all" can exceed the price of the remaining items if an edit removed paid items. */
function amountOf(order: Order, requested: RefundParts["amount"], worth: number): number {
  if (requested === "all") return orderTotals(order).received;
  return requested === "what it is worth" ? worth : requested;
}

function takeOff(
  sandbox: Sandbox,
  order: Order,
  lineId: string,
  quantity: number,
  restockType: RestockType,
): RefundLine {
  const line = order.lines.find(({ id }) => id === lineId);
  if (!line) throw new Error(`Order ${order.id} has no line ${lineId}`);
  const before = lineDiscount(line, line.currentQuantity);
  line.currentQuantity -= quantity;
  const discount = before - lineDiscount(line, line.currentQuantity);
  const subtotal = line.price * quantity - discount;
  return { id: nextNumber(sandbox.world), lineId, quantity, restockType, subtotal };
}
