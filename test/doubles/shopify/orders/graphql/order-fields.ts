import { connection } from "../../graphql/connection";
import type { Args, GraphqlContext, ResponseObject, RootField } from "../../graphql/context";
import { parseGid } from "../../shops/gid";
import type { Order } from "../order";
import { orderSearch, orderSortKeys } from "./order-search";
import { presentOrder } from "./present-order";
import { visibleOrder, visibleOrders } from "./visible-orders";

export const orderFields: Readonly<Record<string, RootField>> = {
  order: ({ id }, context) => {
    const order = visibleOrder(context, parseGid(String(id))?.number ?? "");
    return order ? presentOrder(context, order) : null;
  },
  orders: (args, context) => orderConnection(context, args, visibleOrders(context)),
};

export const orderConnection = (
  context: GraphqlContext,
  args: Args,
  orders: readonly Order[],
): ResponseObject =>
  connection(args, {
    type: "Order",
    items: orders,
    present: (order) => presentOrder(context, order),
    sortKeys: orderSortKeys,
    search: orderSearch(context.shop),
  });
