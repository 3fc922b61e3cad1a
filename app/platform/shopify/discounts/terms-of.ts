import type { DiscountTerms } from "../../discount-terms";
import { buyersOf, itemsOf, minimumOf, percentOf } from "./discount-parts";
import type { discountsQuery } from "./discounts-query";

type DiscountsResponse = NonNullable<(typeof discountsQuery)["types"]>["data"];
type Node = NonNullable<DiscountsResponse["nodes"][number]>;
/** A code discount as selected by the query. */
export type ReadDiscount = Extract<Node, { __typename: "DiscountCodeNode" }>["codeDiscount"];
type Kind<Name extends ReadDiscount["__typename"]> = Extract<ReadDiscount, { __typename: Name }>;

/** Null if our terms can't express the whole discount: showing a part of it would mislead. */
export function termsOf(discount: ReadDiscount): DiscountTerms | null {
  switch (discount.__typename) {
    case "DiscountCodeBasic":
      return basicTerms(discount);
    case "DiscountCodeBxgy":
      return bxgyTerms(discount);
    case "DiscountCodeFreeShipping":
      return freeShippingTerms(discount);
    case "DiscountCodeApp":
      return null;
  }
}

function basicTerms(discount: Kind<"DiscountCodeBasic">): DiscountTerms | null {
  const { value } = discount.customerGets;
  const items = itemsOf(discount.customerGets);
  if (!items || value.__typename === "DiscountOnQuantity") return null;
  return {
    ...shared(discount),
    items,
    minimum: minimumOf(discount.minimumRequirement),
    value:
      value.__typename === "DiscountPercentage"
        ? { kind: "percentage", percent: percentOf(value.percentage) }
        : {
            kind: "fixed_amount",
            amount: value.amount.amount,
            eachItem: value.appliesOnEachItem,
          },
  };
}

function bxgyTerms(discount: Kind<"DiscountCodeBxgy">): DiscountTerms | null {
  const { customerBuys, customerGets, usesPerOrderLimit } = discount;
  const buyItems = itemsOf(customerBuys);
  const getItems = itemsOf(customerGets);
  const gets = customerGets.value;
  if (!buyItems || !getItems || gets.__typename !== "DiscountOnQuantity") return null;
  if (gets.effect.__typename !== "DiscountPercentage") return null;
  return {
    ...shared(discount),
    items: { kind: "all" },
    minimum: null,
    value: {
      kind: "buy_x_get_y",
      buy:
        customerBuys.value.__typename === "DiscountQuantity"
          ? { quantity: Number(customerBuys.value.quantity) }
          : { amount: customerBuys.value.amount },
      buyItems,
      get: {
        quantity: Number(gets.quantity.quantity),
        percent: percentOf(gets.effect.percentage),
      },
      getItems,
      usesPerOrder: usesPerOrderLimit,
    },
  };
}

function freeShippingTerms(discount: Kind<"DiscountCodeFreeShipping">): DiscountTerms | null {
  if (discount.destinationSelection.__typename !== "DiscountCountryAll") return null;
  return {
    ...shared(discount),
    items: { kind: "all" },
    minimum: minimumOf(discount.minimumRequirement),
    value: { kind: "free_shipping", upTo: discount.maximumShippingPrice?.amount ?? null },
  };
}

function shared(
  discount: Exclude<ReadDiscount, { __typename: "DiscountCodeApp" }>,
): Omit<DiscountTerms, "value" | "items" | "minimum"> {
  const { productDiscounts, orderDiscounts, shippingDiscounts } = discount.combinesWith;
  return {
    title: discount.title,
    customers: buyersOf(discount.context),
    oncePerCustomer: discount.appliesOncePerCustomer,
    usageLimit: discount.usageLimit,
    combinesWith: { product: productDiscounts, order: orderDiscounts, shipping: shippingDiscounts },
    startsAt: discount.startsAt,
    endsAt: discount.endsAt,
  };
}
