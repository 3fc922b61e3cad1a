import { now } from "../../clock/now";
import { money } from "../../graphql/answers";
import type { GraphqlContext } from "../../graphql/context";
import type { LinkedField } from "../../graphql/linked-fields";
import { parseGid } from "../../shops/gid";
import { toDecimal } from "../money";
import type { Order } from "../order";
import { orderTotals } from "../order-totals";
import { orderConnection } from "./order-fields";
import { presentOrder } from "./present-order";
import { isVisible } from "./visible-orders";

const DAY_MS = 86_400_000;

/** Fields of a customer that depend on the customer's orders. */
export const customerOrderFields: Readonly<Record<string, LinkedField>> = {
  numberOfOrders: (source, _args, context) => String(ordersOf(source, context).length),
  amountSpent: (source, _args, context) => {
    const spent = ordersOf(source, context).map((order) => {
      const { received, refunded } = orderTotals(order);
      return received - refunded;
    });
    const sum = spent.reduce((a, b) => a + b, 0);
    return money(context.shop, toDecimal(context.shop.currency, sum));
  },
  lastOrder: (source, _args, context) => {
    const last = ordersOf(source, context)
      .filter((order) => isVisible(context, order))
      .at(-1);
    return last ? presentOrder(context, last) : null;
  },
  orders: (source, args, context) =>
    orderConnection(
      context,
      args,
      ordersOf(source, context).filter((order) => isVisible(context, order)),
    ),
  canDelete: (source, _args, context) => ordersOf(source, context).length === 0,
  lifetimeDuration: (source, _args, context) => {
    const since = Date.parse(String(source["createdAt"]));
    const days = Math.max(1, Math.floor((now(context.sandbox) - since) / DAY_MS));
    return `${days} ${days === 1 ? "day" : "days"}`;
  },
};

function ordersOf(source: Readonly<Record<string, unknown>>, { shop }: GraphqlContext): Order[] {
  const id = parseGid(String(source["id"]))?.number;
  return Object.values(shop.orders).filter(({ customerId }) => customerId === id);
}
