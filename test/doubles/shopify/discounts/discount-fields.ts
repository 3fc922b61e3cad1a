import { count } from "../graphql/answers";
import { connection, refuseSavedSearch } from "../graphql/connection";
import type { Args, GraphqlContext, ResponseObject, RootField } from "../graphql/context";
import { isIndexed, searchItems } from "../graphql/search-items";
import { parseGid } from "../shops/gid";
import { presentCreation } from "./codes/present-creation";
import { searchCodes } from "./codes/selected-codes";
import type { Discount } from "./discount";
import {
  presentAutomaticNode,
  presentCodeNode,
  presentDiscountNode,
} from "./present-discount-node";
import { findByCode } from "./redeem-codes";
import { discountSortKeys, searchDiscounts } from "./search-discounts";

export const discountFields: Readonly<Record<string, RootField>> = {
  discountNode: (args, context) => one(args, context, presentDiscountNode),
  codeDiscountNode: (args, context) => one(args, context, presentCodeNode, "code"),
  automaticDiscountNode: (args, context) => one(args, context, presentAutomaticNode, "automatic"),
  codeDiscountNodeByCode: (args, context) => {
    const discount = findByCode(context.shop, String(args["code"]));
    return discount ? presentCodeNode(context, discount) : null;
  },
  discountNodes: (args, context) => page(args, context, "DiscountNode", presentDiscountNode),
  codeDiscountNodes: (args, context) =>
    page(args, context, "DiscountCodeNode", presentCodeNode, "code"),
  automaticDiscountNodes: (args, context) =>
    page(args, context, "DiscountAutomaticNode", presentAutomaticNode, "automatic"),
  discountNodesCount: (args, context) => {
    refuseSavedSearch(args);
    const found = searchItems(all(context), args["query"], searchDiscounts(context));
    return count(found.length, args["limit"]);
  },
  discountCodesCount: (args, context) => {
    const found = all(context).map((one) => searchCodes(context.shop, one, args["query"]).length);
    const total = found.reduce((sum, codes) => sum + codes, 0);
    return count(total, args["limit"]);
  },
  discountRedeemCodeBulkCreation: (args, context) => {
    const creation = context.shop.codeCreations[parseGid(String(args["id"]))?.number ?? ""];
    return creation ? presentCreation(context, creation) : null;
  },
};

type Present = (context: GraphqlContext, discount: Discount) => ResponseObject;

function one(
  args: Args,
  context: GraphqlContext,
  present: Present,
  method?: Discount["method"],
): ResponseObject | null {
  const discount = context.shop.discounts[parseGid(String(args["id"]))?.number ?? ""];
  if (!discount || (method && discount.method !== method)) return null;
  return present(context, discount);
}

const page = (
  args: Args,
  context: GraphqlContext,
  type: string,
  present: Present,
  method?: Discount["method"],
): ResponseObject =>
  connection(args, {
    type,
    items: all(context).filter((discount) => !method || discount.method === method),
    present: (discount) => present(context, discount),
    sortKeys: discountSortKeys,
    search: searchDiscounts(context),
    searchable: isIndexed(context.sandbox),
  });

const all = ({ shop }: GraphqlContext): Discount[] => Object.values(shop.discounts);
