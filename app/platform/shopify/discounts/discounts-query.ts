import { graphql } from "../graphql/operation";

/**
 * Up to 250 discounts by ID. A list of objects costs as much as a single one (recorded), so a page
 * of discounts costs the same as one.
 */
export const discountsQuery = graphql(
  `query ReadDiscounts($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      ... on DiscountCodeNode {
        id
        codeDiscount { __typename ...Basic ...Bxgy ...FreeShipping ...App }
      }
    }
  }
  fragment Basic on DiscountCodeBasic {
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
  fragment Bxgy on DiscountCodeBxgy {
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
  fragment FreeShipping on DiscountCodeFreeShipping {
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
  fragment App on DiscountCodeApp {
    title
    status
    startsAt
    endsAt
    codesCount { count precision }
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
  { cost: 46 },
);
