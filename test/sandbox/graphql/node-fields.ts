import { presentCustomer } from "../customers/present-customer";
import { presentSegment } from "../customers/present-segment";
import { presentCodeNode, presentDiscountNode } from "../discounts/present-discount-node";
import { presentOrder } from "../orders/graphql/present-order";
import { visibleOrder } from "../orders/graphql/visible-orders";
import { presentCollection, presentProduct } from "../products/catalogue";
import { parseGid } from "../shops/gid";
import type { Answer, GraphqlContext, RootField } from "./context";

type Loader = (context: GraphqlContext, number: string) => Answer | null;

/** How an object is found by its id alone, per kind of id. */
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
};

function present<T>(
  context: GraphqlContext,
  found: T | undefined,
  how: (context: GraphqlContext, found: T) => Answer,
): Answer | null {
  return found === undefined ? null : how(context, found);
}

function loadNode(context: GraphqlContext, id: string): Answer | null {
  const { type = "", number = "" } = parseGid(id) ?? {};
  const load = loaders[type];
  if (!load) throw new Error(`The sandbox does not answer node(id: "gid://shopify/${type}/…") yet`);
  return load(context, number);
}

export const nodeFields: Readonly<Record<string, RootField>> = {
  node: (args, context) => loadNode(context, args["id"] as string),
  nodes: (args, context) => (args["ids"] as string[]).map((id) => loadNode(context, id)),
};
