import type { OrderState } from "../orders/order-state";
import { type Buyer, type LedgerAssignment, type LedgerCode, sharedKey } from "./ledger";

type OrderBuyer = Pick<OrderState, "emailKey" | "customerKey" | "customerEmailKey" | "aliasKeys">;

/**
 * Whether the buyer is the recipient, by any identity. Compares only identities of the same kind: a
 * recipient known by email is compared with the order's email and the account's. If the order has
 * none of that kind, the result is `unknown`. It's also `unknown` if the addresses match once
 * normalized (`plainAddress`), because that is probably the same person.
 */
export function matchBuyer(order: OrderBuyer, assignment: LedgerAssignment | undefined): Buyer {
  if (!assignment || assignment.recipientKeys.length === 0) return "unknown";
  const { recipientKeys, recipientIs, aliasKey } = assignment;
  if (buyerIdentities(order).some((key) => recipientKeys.includes(key))) return "recipient";
  if (aliasKey !== null && order.aliasKeys.includes(aliasKey)) return "unknown";
  const identities = {
    address: order.emailKey ?? order.customerEmailKey,
    customer: order.customerKey,
  };
  return recipientIs.some((kind) => identities[kind] !== null) ? "other" : "unknown";
}

/** The buyer's assignment of a shared code; null: it wasn't assigned to them. */
export function sharedAssignment(
  code: LedgerCode,
  order: OrderBuyer,
  shared: ReadonlyMap<string, number>,
): number | null {
  for (const key of buyerIdentities(order)) {
    const assignmentId = shared.get(sharedKey(code.id, key));
    if (assignmentId !== undefined) return assignmentId;
  }
  return null;
}

/** The buyer's identities: keyed hashes, as hex. */
export function buyerIdentities({ emailKey, customerKey, customerEmailKey }: OrderBuyer): string[] {
  return [emailKey, customerKey, customerEmailKey].filter((key) => key !== null);
}
