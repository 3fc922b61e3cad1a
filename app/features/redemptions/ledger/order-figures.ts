import { dayOf } from "../../../core/dates";
import { addDecimals, negateDecimal } from "../../../core/decimal";
import { isReversed, type OrderState } from "../orders/order-state";
import type { LedgerAssignment, OrderFigures, Redemption } from "./ledger";

/** The source of what was redeemed without ever having been given out. */
const unassigned = "unassigned";

/**
 * What an order adds to the statistics, from its own redemptions: to its pools and their sources, and
 * to all pools and all sources, where it counts once whatever it used. Orders for a test and orders
 * that were reversed add nothing.
 */
export function figuresOf(
  order: OrderState,
  redemptions: readonly Redemption[],
  assignments: ReadonlyMap<number, LedgerAssignment>,
  timeZone: string,
): OrderFigures[] {
  if (order.test || isReversed(order)) return [];
  const day = dayOf(order.orderedAt, timeZone);
  const orderValue = addDecimals(order.total, negateDecimal(order.refunded));
  const figures = new Map<string, OrderFigures>();
  for (const row of redemptions) {
    if (row.removed) continue;
    const assignment = row.assignmentId === null ? undefined : assignments.get(row.assignmentId);
    const source = assignment?.source || unassigned;
    for (const poolId of [row.poolId, 0]) {
      for (const ofSource of [source, ""]) {
        const one = { poolId, day, source: ofSource, currency: order.currency };
        const sum = figures.get(figuresKey(one));
        figures.set(figuresKey(one), {
          ...one,
          redeemed: (sum?.redeemed ?? 0) + 1,
          leaked: (sum?.leaked ?? 0) + (row.buyer === "other" ? 1 : 0),
          orders: 1,
          discount: addDecimals(sum?.discount ?? "0", row.amount),
          orderValue,
        });
      }
    }
  }
  return [...figures.values()];
}

/** What to add to take figures back. */
export function takenBack(figures: readonly OrderFigures[]): OrderFigures[] {
  return figures.map((one) => ({
    ...one,
    redeemed: -one.redeemed,
    leaked: -one.leaked,
    orders: -one.orders,
    discount: negateDecimal(one.discount),
    orderValue: negateDecimal(one.orderValue),
  }));
}

/**
 * Figures of the same row of the statistics in one, without those that come to nothing; in an order
 * that every writer keeps, so that two of them never wait for each other in a circle.
 */
export function sumFigures(figures: readonly OrderFigures[]): OrderFigures[] {
  const sums = new Map<string, OrderFigures>();
  for (const one of figures) {
    const sum = sums.get(figuresKey(one));
    sums.set(figuresKey(one), sum ? added(sum, one) : one);
  }
  return [...sums.entries()]
    .filter(([, sum]) => !isNothing(sum))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, sum]) => sum);
}

function added(a: OrderFigures, b: OrderFigures): OrderFigures {
  return {
    ...a,
    redeemed: a.redeemed + b.redeemed,
    leaked: a.leaked + b.leaked,
    orders: a.orders + b.orders,
    discount: addDecimals(a.discount, b.discount),
    orderValue: addDecimals(a.orderValue, b.orderValue),
  };
}

function isNothing({ redeemed, leaked, orders, discount, orderValue }: OrderFigures): boolean {
  return redeemed === 0 && leaked === 0 && orders === 0 && discount === "0" && orderValue === "0";
}

function figuresKey({ poolId, day, source, currency }: Omit<OrderFigures, FiguresSum>): string {
  return JSON.stringify([poolId, day, source, currency]);
}
type FiguresSum = "redeemed" | "leaked" | "orders" | "discount" | "orderValue";
