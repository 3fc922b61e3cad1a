import type { OrderState } from "../orders/order-state";
import { type Buyer, type LedgerAssignment, type LedgerCode, sharedKey } from "./ledger";

/**
 * Whether the buyer is whom the code was for, by any of their names. Like is compared with like: a
 * recipient who is known by an address is looked for in the order's address. An order that has none
 * tells nothing.
 */
export function judgeBuyer(
  order: Pick<OrderState, "emailKey" | "customerKey">,
  assignment: LedgerAssignment | undefined,
): Buyer {
  const { recipientKeys, recipientIs } = assignment ?? { recipientKeys: [], recipientIs: [] };
  if (recipientKeys.length === 0) return "unknown";
  if (recipientKeys.some((key) => key === order.emailKey || key === order.customerKey)) {
    return "recipient";
  }
  const told = { address: order.emailKey, customer: order.customerKey };
  return recipientIs.some((kind) => told[kind] !== null) ? "other" : "unknown";
}

/** What the buyer holds of a code that is everybody's; null: they were not given it. */
export function sharedAssignment(
  code: LedgerCode,
  order: Pick<OrderState, "emailKey" | "customerKey">,
  shared: ReadonlyMap<string, number>,
): number | null {
  for (const key of [order.emailKey, order.customerKey]) {
    const held = key === null ? undefined : shared.get(sharedKey(code.id, key));
    if (held !== undefined) return held;
  }
  return null;
}
