import { money } from "../graphql/answers";
import type { GraphqlContext, ResponseObject } from "../graphql/context";
import type { BxgyDiscount, Discount, DiscountItems, DiscountValue } from "./discount";
import { presentItems } from "./present-items";

export const presentCustomerGets = (
  context: GraphqlContext,
  discount: Discount,
  { items, value }: { items: DiscountItems; value: DiscountValue },
): ResponseObject => ({
  __typename: "DiscountCustomerGets",
  appliesOnOneTimePurchase: discount.appliesOnOneTimePurchase,
  appliesOnSubscription: discount.appliesOnSubscription,
  items: presentItems(context, items),
  value: presentValue(context, value),
});

function presentValue({ shop }: GraphqlContext, value: DiscountValue): ResponseObject {
  switch (value.kind) {
    case "percentage":
      return { __typename: "DiscountPercentage", percentage: value.percentage };
    case "amount":
      return {
        __typename: "DiscountAmount",
        amount: money(shop, value.amount),
        appliesOnEachItem: value.onEachItem,
      };
    case "quantity":
      return {
        __typename: "DiscountOnQuantity",
        quantity: { __typename: "DiscountQuantity", quantity: String(value.quantity) },
        effect: { __typename: "DiscountPercentage", percentage: value.percentage },
      };
  }
}

export const presentCustomerBuys = (
  context: GraphqlContext,
  { buys }: BxgyDiscount,
): ResponseObject => ({
  __typename: "DiscountCustomerBuys",
  isOneTimePurchase: true,
  isSubscription: false,
  items: presentItems(context, buys.items),
  value:
    buys.minimum.kind === "quantity"
      ? { __typename: "DiscountQuantity", quantity: String(buys.minimum.quantity) }
      : { __typename: "DiscountPurchaseAmount", amount: buys.minimum.amount },
});
