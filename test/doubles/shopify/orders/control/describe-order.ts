import { gid } from "../../shops/gid";
import type { Shop } from "../../shops/shop";
import { toDecimal } from "../money";
import { type Order, orderCodes, orderName } from "../order";
import { financialStatus, orderTotals } from "../order-totals";
import { discountAmounts } from "../payloads/discount-payloads";

/** A summary of an order, for tests to compare with the app's data. */
export function describeOrder({ currency }: Shop, order: Order) {
  const totals = orderTotals(order);
  const amounts = discountAmounts(order);
  return {
    id: order.id,
    gid: gid("Order", order.id),
    name: orderName(order),
    codes: orderCodes(order),
    discounts: order.discounts.map(({ kind, code, title }, place) => ({
      kind,
      code,
      title,
      amount: toDecimal(currency, amounts[place] ?? 0),
    })),
    customerId: order.customerId,
    email: order.email,
    test: order.test,
    sourceName: order.sourceName,
    financialStatus: financialStatus(order),
    total: toDecimal(currency, totals.total),
    currentTotal: toDecimal(currency, totals.currentTotal),
    totalDiscounts: toDecimal(currency, totals.discounts),
    currentDiscounts: toDecimal(currency, totals.currentDiscounts),
    refunded: toDecimal(currency, totals.refunded),
    lines: order.lines.map((line) => ({
      id: line.id,
      title: line.title,
      sku: line.sku,
      quantity: line.quantity,
      currentQuantity: line.currentQuantity,
      price: toDecimal(currency, line.price),
    })),
    edited: order.edited,
    createdAt: new Date(order.createdAt).toISOString(),
    updatedAt: new Date(order.updatedAt).toISOString(),
    cancelledAt: order.cancelledAt === null ? null : new Date(order.cancelledAt).toISOString(),
  };
}
