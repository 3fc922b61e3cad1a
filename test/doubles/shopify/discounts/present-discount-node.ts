import type { GraphqlContext, ResponseObject } from "../graphql/context";
import type { Discount } from "./discount";
import { nodeId } from "./node-id";
import { presentDiscount } from "./present-discount";

export const presentDiscountNode = (
  context: GraphqlContext,
  discount: Discount,
): ResponseObject => ({
  __typename: "DiscountNode",
  // Recorded: the ID contains the discount's method.
  id: nodeId(
    discount.method === "automatic" ? "DiscountAutomaticNode" : "DiscountCodeNode",
    discount,
  ),
  discount: () => presentDiscount(context, discount),
});

export const presentCodeNode = (context: GraphqlContext, discount: Discount): ResponseObject => ({
  __typename: "DiscountCodeNode",
  id: nodeId("DiscountCodeNode", discount),
  codeDiscount: () => presentDiscount(context, discount),
});

export const presentAutomaticNode = (
  context: GraphqlContext,
  discount: Discount,
): ResponseObject => ({
  __typename: "DiscountAutomaticNode",
  id: nodeId("DiscountAutomaticNode", discount),
  automaticDiscount: () => presentDiscount(context, discount),
});
