import { money } from "../../graphql/answers";
import type { ResponseObject } from "../../graphql/context";
import type { Shop } from "../../shops/shop";
import { toDecimal } from "../money";
import type { Allocation, Order, OrderDiscount } from "../order";
import { tillOf } from "../till";
import { moneyBag } from "./money-bag";

const TYPES = {
  code: "DiscountCodeApplication",
  automatic: "AutomaticDiscountApplication",
  manual: "ManualDiscountApplication",
} as const;

/** A discount as applied to an order. `index` is its index in the order. */
export const presentApplication = (
  shop: Shop,
  discount: OrderDiscount,
  index: number,
): ResponseObject => ({
  __typename: TYPES[discount.kind],
  index,
  allocationMethod: discount.allocationMethod,
  targetSelection: discount.targetSelection,
  targetType: discount.targetType,
  ...(discount.kind === "code"
    ? { code: discount.code }
    : { title: discount.title, description: null }),
  value:
    "percentage" in discount.value
      ? { __typename: "PricingPercentageValue", percentage: discount.value.percentage }
      : money(shop, toDecimal(shop.currency, discount.value.amount)),
});

export const presentAllocations = (
  shop: Shop,
  order: Order,
  allocations: readonly Allocation[],
): ResponseObject[] =>
  allocations.flatMap(({ amount, discount: index }) => {
    const discount = order.discounts[index];
    if (!discount) return [];
    return {
      __typename: "DiscountAllocation",
      allocatedAmountSet: moneyBag(tillOf(shop, order), amount),
      discountApplication: () => presentApplication(shop, discount, index),
    };
  });
