import { now } from "../../clock/now";
import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import { emitOrderEvents } from "../emit-order-events";
import type { Order } from "../order";
import { orderTotals } from "../order-totals";
import { type Changed, refused } from "./changed";
import { takePayment } from "./take-payment";

/** Pays the outstanding amount. */
export function payOrder(sandbox: Sandbox, shop: Shop, order: Order): Changed {
  if (order.cancelledAt !== null) return refused("A cancelled order cannot be paid");
  if (orderTotals(order).outstanding === 0) return refused("The order is paid already");
  const at = now(sandbox);
  takePayment(sandbox, order, at);
  order.updatedAt = at;
  emitOrderEvents(sandbox, shop, order, ["orders/paid", "orders/updated"]);
  return { ok: true, order };
}
