import type { GraphQLError } from "graphql";
import { presentCustomer } from "../customers/present-customer";
import { presentSegment } from "../customers/present-segment";
import { presentCreation } from "../discounts/codes/present-creation";
import {
  presentAutomaticNode,
  presentCodeNode,
  presentDiscountNode,
} from "../discounts/present-discount-node";
import { presentOrder } from "../orders/graphql/present-order";
import { visibleOrder } from "../orders/graphql/visible-orders";
import { presentCollection, presentProduct } from "../products/catalogue";
import { parseGid } from "../shops/gid";
import type { GraphqlContext, ResponseObject, RootField } from "./context";
import { typeAccessError } from "./refuse-without-access";

type Loader = (context: GraphqlContext, number: string) => ResponseObject | null;

/** Loads objects by ID, per type. */
const loaders: Readonly<Record<string, Loader>> = {
  Customer: (context, number) => present(context, context.shop.customers[number], presentCustomer),
  Segment: (context, number) => present(context, context.shop.segments[number], presentSegment),
  Product: (context, number) => present(context, context.shop.products[number], presentProduct),
  Collection: (context, number) =>
    present(context, context.shop.collections[number], presentCollection),
  Order: (context, number) => present(context, visibleOrder(context, number), presentOrder),
  DiscountNode: (context, number) =>
    present(context, context.shop.discounts[number], presentDiscountNode),
  DiscountCodeNode: (context, number) => {
    const discount = context.shop.discounts[number];
    return present(context, discount?.method === "code" ? discount : undefined, presentCodeNode);
  },
  DiscountAutomaticNode: (context, number) => {
    const discount = context.shop.discounts[number];
    const automatic = discount?.method === "automatic" ? discount : undefined;
    return present(context, automatic, presentAutomaticNode);
  },
  DiscountRedeemCodeBulkCreation: (context, number) =>
    present(context, context.shop.codeCreations[number], presentCreation),
};

function present<T>(
  context: GraphqlContext,
  found: T | undefined,
  how: (context: GraphqlContext, found: T) => ResponseObject,
): ResponseObject | null {
  return found === undefined ? null : how(context, found);
}

/** Loads one node. An error affects only this node, not the others. */
function loadNode(
  context: GraphqlContext,
  field: "node" | "nodes",
  id: string,
): ResponseObject | GraphQLError | null {
  const { type = "", number = "" } = parseGid(id) ?? {};
  const load = loaders[type];
  if (!load) throw new Error(`The sandbox doesn't support node(id: "gid://shopify/${type}/…") yet`);
  return typeAccessError(context, field, type) ?? load(context, number);
}

export const nodeFields: Readonly<Record<string, RootField>> = {
  node: (args, context) => loadNode(context, "node", args["id"] as string),
  nodes: (args, context) => (args["ids"] as string[]).map((id) => loadNode(context, "nodes", id)),
};
