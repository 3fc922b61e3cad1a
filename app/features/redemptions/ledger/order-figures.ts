import { dayOf } from "../../../core/dates";
import { addDecimals, negateDecimal } from "../../../core/decimal";
import { isReversed, type OrderState } from "../orders/order-state";
import type { LedgerAssignment, OrderFigures, Redemption } from "./ledger";

/** Source of redemptions of codes that were never assigned. */
const unassigned = "unassigned";

/**
 * What an order adds to the statistics: to each pool and source it redeemed from, and to the totals
 * over all pools and all sources, where it counts once. Test orders and reversed orders add
 * nothing.
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
        const bucket = { poolId, day, source: ofSource, currency: order.currency };
        const sum = figures.get(figuresKey(bucket));
        figures.set(figuresKey(bucket), {
          ...bucket,
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

/** The negated figures, to subtract what an order added before. */
export function negated(figures: readonly OrderFigures[]): OrderFigures[] {
  return figures.map((row) => ({
    ...row,
    redeemed: -row.redeemed,
    leaked: -row.leaked,
    orders: -row.orders,
    discount: negateDecimal(row.discount),
    orderValue: negateDecimal(row.orderValue),
  }));
}

/**
 * Sums figures by statistics row and drops zero rows. Sorted the same way for every writer, so two
 * of them can't deadlock.
 */
export function sumFigures(figures: readonly OrderFigures[]): OrderFigures[] {
  const sums = new Map<string, OrderFigures>();
  for (const row of figures) {
    const sum = sums.get(figuresKey(row));
    sums.set(figuresKey(row), sum ? addFigures(sum, row) : row);
  }
  return [...sums.entries()]
    .filter(([, sum]) => !isZero(sum))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, sum]) => sum);
}

function addFigures(a: OrderFigures, b: OrderFigures): OrderFigures {
  return {
    ...a,
    redeemed: a.redeemed + b.redeemed,
    leaked: a.leaked + b.leaked,
    orders: a.orders + b.orders,
    discount: addDecimals(a.discount, b.discount),
    orderValue: addDecimals(a.orderValue, b.orderValue),
  };
}

function isZero({ redeemed, leaked, orders, discount, orderValue }: OrderFigures): boolean {
  return redeemed === 0 && leaked === 0 && orders === 0 && discount === "0" && orderValue === "0";
}

function figuresKey({ poolId, day, source, currency }: Omit<OrderFigures, FiguresSum>): string {
  return JSON.stringify([poolId, day, source, currency]);
}
type FiguresSum = "redeemed" | "leaked" | "orders" | "discount" | "orderValue";
