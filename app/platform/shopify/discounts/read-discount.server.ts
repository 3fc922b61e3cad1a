import type { Result } from "../../../core/result";
import { failure, success } from "../../../core/result";
import type { PlatformDiscount } from "../../platform";
import type { DiscountNotFound, PlatformFailure } from "../../platform-failure";
import type { Ask } from "../graphql/admin-client.server";
import { graphql } from "../graphql/operation";
import { codeNodeId, isDiscountId, nodeId } from "./discount-id";
import { discountStatus } from "./discount-status";
import { type ReadDiscount, termsOf } from "./terms-of";

export const discountQuery = graphql(
  `query ReadDiscount($id: ID!) {
    discountNode(id: $id) {
      id
      discount {
        __typename
        ... on DiscountCodeBasic {
          title
          summary
          status
          startsAt
          endsAt
          codesCount { count precision }
          context { ...Buyers }
          appliesOncePerCustomer
          usageLimit
          combinesWith { productDiscounts orderDiscounts shippingDiscounts }
          minimumRequirement { ...Minimum }
          customerGets { value { ...Value } items { ...Items } }
        }
        ... on DiscountCodeBxgy {
          title
          summary
          status
          startsAt
          endsAt
          codesCount { count precision }
          context { ...Buyers }
          appliesOncePerCustomer
          usageLimit
          combinesWith { productDiscounts orderDiscounts shippingDiscounts }
          usesPerOrderLimit
          customerBuys {
            value {
              __typename
              ... on DiscountPurchaseAmount { amount }
              ... on DiscountQuantity { quantity }
            }
            items { ...Items }
          }
          customerGets { value { ...Value } items { ...Items } }
        }
        ... on DiscountCodeFreeShipping {
          title
          summary
          status
          startsAt
          endsAt
          codesCount { count precision }
          context { ...Buyers }
          appliesOncePerCustomer
          usageLimit
          combinesWith { productDiscounts orderDiscounts shippingDiscounts }
          minimumRequirement { ...Minimum }
          maximumShippingPrice { amount }
          destinationSelection { __typename }
        }
        ... on DiscountCodeApp {
          title
          status
          startsAt
          endsAt
          codesCount { count precision }
        }
      }
    }
  }
  fragment Buyers on DiscountContext {
    __typename
    ... on DiscountCustomers { customers { id } }
    ... on DiscountCustomerSegments { segments { id } }
  }
  fragment Minimum on DiscountMinimumRequirement {
    __typename
    ... on DiscountMinimumQuantity { greaterThanOrEqualToQuantity }
    ... on DiscountMinimumSubtotal { greaterThanOrEqualToSubtotal { amount } }
  }
  fragment Value on DiscountCustomerGetsValue {
    __typename
    ... on DiscountPercentage { percentage }
    ... on DiscountAmount { amount { amount } appliesOnEachItem }
    ... on DiscountOnQuantity {
      quantity { quantity }
      effect { __typename ... on DiscountPercentage { percentage } }
    }
  }
  fragment Items on DiscountItems {
    __typename
    ... on DiscountProducts {
      products(first: 250) { nodes { id } pageInfo { hasNextPage } }
      productVariants(first: 1) { nodes { id } }
    }
    ... on DiscountCollections {
      collections(first: 250) { nodes { id } pageInfo { hasNextPage } }
    }
  }`,
  { cost: 60 },
);

/** A discount that codes can be added to, with its terms where our words can say them. */
export async function readDiscount(
  ask: Ask,
  discountId: string,
): Promise<Result<PlatformDiscount, DiscountNotFound | PlatformFailure>> {
  if (!isDiscountId(discountId)) return failure({ kind: "discount_not_found" });
  const answer = await ask(discountQuery, { id: nodeId(discountId) });
  if (!answer.ok) return answer;
  const node = answer.value.discountNode;
  if (!node || !isCodeDiscount(node.discount)) return failure({ kind: "discount_not_found" });
  const { discount } = node;
  return success({
    id: codeNodeId(node.id),
    title: discount.title,
    summary: "summary" in discount ? discount.summary : "",
    status: discountStatus[discount.status],
    startsAt: new Date(discount.startsAt),
    endsAt: discount.endsAt === null ? null : new Date(discount.endsAt),
    codesCount: discount.codesCount?.count ?? 0,
    codesCountIsExact: discount.codesCount?.precision === "EXACT",
    terms: termsOf(discount),
  });
}

const isCodeDiscount = (discount: { __typename: string }): discount is ReadDiscount =>
  discount.__typename.startsWith("DiscountCode");
