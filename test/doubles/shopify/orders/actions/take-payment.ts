import type { Sandbox } from "../../sandbox";
import { nextNumber } from "../../state/next-number";
import type { Order } from "../order";
import { orderTotals } from "../order-totals";

/** The sandbox's payment gateway, which always succeeds. */
const GATEWAY = "bogus";

/** Takes the outstanding amount, if any. */
export function takePayment(sandbox: Sandbox, order: Order, at: number): void {
  const { outstanding } = orderTotals(order);
  if (outstanding === 0) return;
  order.transactions.push({
    id: nextNumber(sandbox.world),
    kind: "SALE",
    status: "SUCCESS",
    gateway: GATEWAY,
    amount: outstanding,
    createdAt: at,
    parentId: null,
  });
}

/** Refunds up to `amount` of the payments. Null if there is nothing to refund. */
export function giveBack(
  sandbox: Sandbox,
  order: Order,
  amount: number,
  at: number,
): string | null {
  const { received, refunded } = orderTotals(order);
  const refund = Math.min(amount, received - refunded);
  if (refund <= 0) return null;
  const id = nextNumber(sandbox.world);
  order.transactions.push({
    id,
    kind: "REFUND",
    status: "SUCCESS",
    gateway: GATEWAY,
    amount: refund,
    createdAt: at,
    parentId: order.transactions.find(({ kind }) => kind === "SALE")?.id ?? null,
  });
  return id;
}
