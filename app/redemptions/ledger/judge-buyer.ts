import type { OrderState } from "../orders/order-state";
import { type Buyer, type LedgerAssignment, type LedgerCode, sharedKey } from "./ledger";

/**
 * Whether the buyer is whom the code was for. Like is compared with like: a recipient who is known by
 * an address is looked for in the order's address. An order that has none tells nothing.
 */
export function judgeBuyer(
  order: Pick<OrderState, "emailKey" | "customerKey">,
  assignment: LedgerAssignment | undefined,
): Buyer {
  const { recipientKey, recipientIs } = assignment ?? { recipientKey: null, recipientIs: null };
  if (recipientKey === null) return "unknown";
  if (recipientKey === order.emailKey || recipientKey === order.customerKey) return "recipient";
  const told = recipientIs === "customer" ? order.customerKey : order.emailKey;
  return told === null ? "unknown" : "other";
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
