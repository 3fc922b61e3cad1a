import { now } from "../../clock/now";
import type { GraphqlContext } from "../../graphql/context";
import type { Order } from "../order";

const VISIBLE_MS = 60 * 24 * 60 * 60 * 1000;

/** Orders older than 60 days are visible only with `read_all_orders`. */
export const isVisible = ({ sandbox, scopes }: GraphqlContext, order: Order): boolean =>
  scopes.has("read_all_orders") || order.createdAt >= now(sandbox) - VISIBLE_MS;

export const visibleOrders = (context: GraphqlContext): Order[] =>
  Object.values(context.shop.orders).filter((order) => isVisible(context, order));

export function visibleOrder(context: GraphqlContext, id: string): Order | undefined {
  const order = context.shop.orders[id];
  return order && isVisible(context, order) ? order : undefined;
}
