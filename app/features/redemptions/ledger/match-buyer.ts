import type { OrderState } from "../orders/order-state";
import { type Buyer, type LedgerAssignment, type LedgerCode, sharedKey } from "./ledger";

type OrderBuyer = Pick<OrderState, "emailKey" | "customerKey" | "customerEmailKey" | "aliasKeys">;

/**
 * Whether the buyer is whom the code was for, by any of their names. Like is compared with like: a
 * recipient who is known by an address is looked for in the address of the order and in that of the
 * customer's account. An order that has none tells nothing, and an address that is probably the
 * recipient's in another spelling proves nothing.
 */
export function matchBuyer(order: OrderBuyer, assignment: LedgerAssignment | undefined): Buyer {
  if (!assignment || assignment.recipientKeys.length === 0) return "unknown";
  const { recipientKeys, recipientIs, aliasKey } = assignment;
  if (buyerIdentities(order).some((key) => recipientKeys.includes(key))) return "recipient";
  if (aliasKey !== null && order.aliasKeys.includes(aliasKey)) return "unknown";
  const told = { address: order.emailKey ?? order.customerEmailKey, customer: order.customerKey };
  return recipientIs.some((kind) => told[kind] !== null) ? "other" : "unknown";
}

/** What the buyer holds of a code that is everybody's; null: they were not given it. */
export function sharedAssignment(
  code: LedgerCode,
  order: OrderBuyer,
  shared: ReadonlyMap<string, number>,
): number | null {
  for (const key of buyerIdentities(order)) {
    const held = shared.get(sharedKey(code.id, key));
    if (held !== undefined) return held;
  }
  return null;
}

/** By what the buyer may be known: keyed hashes, as hex. */
export function buyerIdentities({ emailKey, customerKey, customerEmailKey }: OrderBuyer): string[] {
  return [emailKey, customerKey, customerEmailKey].filter((key) => key !== null);
}
