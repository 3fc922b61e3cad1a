import { now } from "../../clock/now";
import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import { nextNumber } from "../../state/next-number";
import { emitEdit, emitOrderEvents } from "../emit-order-events";
import type { LineChange, Order } from "../order";
import { type Changed, refused } from "./changed";
import { findLine, plainId } from "./find-line";
import type { RequestedLine } from "./order-request";

export interface EditRequest {
  /** New quantities of existing lines; 0 removes a line. */
  quantities?: { lineId: string; quantity: number }[];
  /** Items to add. The order's discounts don't apply to them. */
  add?: RequestedLine[];
  note?: string;
}

/** Changes the items of an order, like a committed order edit. */
export function editOrder(
  sandbox: Sandbox,
  shop: Shop,
  order: Order,
  request: EditRequest,
): Changed {
  if (order.cancelledAt !== null) return refused("A cancelled order cannot be edited");
  const added = (request.add ?? []).map((requested) => findLine(shop, requested));
  if (added.includes(undefined)) return refused("The shop does not sell that");
  for (const { lineId, quantity } of request.quantities ?? []) {
    const known = order.lines.some(({ id }) => id === plainId(lineId));
    if (!known) return refused(`The order has no line ${lineId}`);
    if (!Number.isInteger(quantity) || quantity < 0) return refused("A quantity is below 0");
  }
  const changes: LineChange[] = [];
  for (const { lineId, quantity } of request.quantities ?? []) {
    const line = order.lines.find(({ id }) => id === plainId(lineId));
    if (!line || line.currentQuantity === quantity) continue;
    const delta = quantity - line.currentQuantity;
    line.currentQuantity = quantity;
    if (delta > 0) line.quantity += delta;
    changes.push({ lineId: line.id, delta });
  }
  for (const line of added) {
    if (!line) continue;
    const id = nextNumber(sandbox.world);
    const { quantity } = line;
    order.lines.push({
      ...line,
      id,
      placedQuantity: 0,
      currentQuantity: quantity,
      allocations: [],
    });
    changes.push({ lineId: id, delta: quantity });
  }
  if (changes.length === 0) return refused("Nothing is changed");
  order.edited = true;
  order.updatedAt = now(sandbox);
  emitEdit(sandbox, shop, order, changes, request.note ?? "");
  emitOrderEvents(sandbox, shop, order, ["orders/updated"]);
  return { ok: true, order };
}
