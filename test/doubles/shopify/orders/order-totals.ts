import type { Allocation, Order, OrderLine } from "./order";

export interface OrderTotals {
  /** The sum of all lines ever ordered, before discounts. */
  lineItems: number;
  /** The sum of all lines after discounts. */
  subtotal: number;
  shipping: number;
  discounts: number;
  total: number;
  currentSubtotal: number;
  currentShipping: number;
  currentDiscounts: number;
  currentTotal: number;
  received: number;
  refunded: number;
  /** What the buyer still owes; at least 0. */
  outstanding: number;
}

const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);

export const allocated = (allocations: readonly Allocation[]): number =>
  sum(allocations.map(({ amount }) => amount));

/** The discount on `quantity` units of a line. Only units ordered originally have one. */
export function lineDiscount(line: OrderLine, quantity: number): number {
  if (line.placedQuantity === 0) return 0;
  const units = Math.min(quantity, line.placedQuantity);
  return Math.round((allocated(line.allocations) * units) / line.placedQuantity);
}

/** The totals of an order as placed and edited. `current` excludes removed and refunded items. */
export function orderTotals(order: Order): OrderTotals {
  const { lines, transactions } = order;
  const lineItems = sum(lines.map(({ price, quantity }) => price * quantity));
  const lineDiscounts = sum(lines.map(({ allocations }) => allocated(allocations)));
  const shippingDiscount = allocated(order.shipping?.allocations ?? []);
  const shipping = (order.shipping?.price ?? 0) - shippingDiscount;
  const subtotal = lineItems - lineDiscounts;
  const current = lines.map((line) => lineDiscount(line, line.currentQuantity));
  const currentItems = sum(lines.map(({ price, currentQuantity }) => price * currentQuantity));
  const currentSubtotal = currentItems - sum(current);
  const currentShipping = shipping - (order.shipping?.refunded ?? 0);
  const currentTotal = currentSubtotal + currentShipping;
  const ofKind = (kind: string): number =>
    sum(
      transactions.filter((transaction) => transaction.kind === kind).map(({ amount }) => amount),
    );
  const received = ofKind("SALE");
  const refunded = ofKind("REFUND");
  return {
    lineItems,
    subtotal,
    shipping,
    discounts: lineDiscounts + shippingDiscount,
    total: subtotal + shipping,
    currentSubtotal,
    currentShipping,
    currentDiscounts: sum(current) + (order.cancelledAt === null ? shippingDiscount : 0),
    currentTotal,
    received,
    refunded,
    outstanding: Math.max(0, currentTotal - (received - refunded)),
  };
}

export type FinancialStatus =
  | "PENDING"
  | "PARTIALLY_PAID"
  | "PAID"
  | "PARTIALLY_REFUNDED"
  | "REFUNDED"
  | "VOIDED";

export function financialStatus(order: Order): FinancialStatus {
  const { received, refunded, outstanding } = orderTotals(order);
  // An order that a code made free counts as paid.
  if (order.originalTotal === 0 && outstanding === 0) return "PAID";
  if (received === 0) return order.cancelledAt === null ? "PENDING" : "VOIDED";
  if (refunded >= received) return "REFUNDED";
  if (refunded > 0) return "PARTIALLY_REFUNDED";
  return outstanding > 0 ? "PARTIALLY_PAID" : "PAID";
}
