import { now } from "../../clock/now";
import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import { emitOrderEvents, emitRefund } from "../emit-order-events";
import type { CancelReason, Order } from "../order";
import { type Changed, refused } from "./changed";
import { addRefund, wholeRest } from "./refund-order";

export interface CancelRequest {
  reason?: CancelReason;
  restock?: boolean;
  /** Whether to refund the payment. */
  refund?: boolean;
  note?: string;
}

/** Cancels an order and removes its items, with or without a refund. Code uses stay counted. */
export function cancelOrder(
  sandbox: Sandbox,
  shop: Shop,
  order: Order,
  request: CancelRequest = {},
): Changed {
  if (order.cancelledAt !== null) return refused("The order is cancelled already");
  const at = now(sandbox);
  const refund = addRefund(sandbox, order, at, {
    lines: wholeRest(order),
    shipping: true,
    restockType: request.restock ? "CANCEL" : "NO_RESTOCK",
    note: request.note ?? null,
    amount: (request.refund ?? true) ? "all" : 0,
  });
  order.cancelledAt = at;
  order.cancelReason = request.reason ?? "OTHER";
  emitOrderEvents(sandbox, shop, order, ["orders/cancelled", "orders/updated"]);
  emitRefund(sandbox, shop, order, refund);
  return { ok: true, order };
}
