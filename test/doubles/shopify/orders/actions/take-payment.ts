import type { Sandbox } from "../../sandbox";
import { nextNumber } from "../../state/next-number";
import type { Order } from "../order";
import { orderTotals } from "../order-totals";

/** The sandbox's way to pay; it always works. */
const GATEWAY = "bogus";

/** Takes what is still owed, if anything is. */
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

/** Gives back up to `amount` of what was received. Null when there is nothing to give. */
export function giveBack(
  sandbox: Sandbox,
  order: Order,
  amount: number,
  at: number,
): string | null {
  const { received, refunded } = orderTotals(order);
  const given = Math.min(amount, received - refunded);
  if (given <= 0) return null;
  const id = nextNumber(sandbox.world);
  order.transactions.push({
    id,
    kind: "REFUND",
    status: "SUCCESS",
    gateway: GATEWAY,
    amount: given,
    createdAt: at,
    parentId: order.transactions.find(({ kind }) => kind === "SALE")?.id ?? null,
  });
  return id;
}
