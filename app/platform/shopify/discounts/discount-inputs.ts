import type { DiscountItems, DiscountTerms } from "../../discount-terms";
import { shareOf } from "./discount-parts";

type Value<Kind extends DiscountTerms["value"]["kind"]> = Extract<
  DiscountTerms["value"],
  { kind: Kind }
>;

/** Shopify's input for a percentage or fixed-amount discount. */
export const basicInput = (
  terms: DiscountTerms,
  value: Value<"percentage"> | Value<"fixed_amount">,
  code: string,
): ShopifyInputDiscountCodeBasicInput => ({
  ...shared(terms, code),
  minimumRequirement: minimum(terms),
  customerGets: {
    items: items(terms.items),
    value:
      value.kind === "percentage"
        ? { percentage: shareOf(value.percent) }
        : { discountAmount: { amount: value.amount, appliesOnEachItem: value.eachItem } },
  },
});

export const freeShippingInput = (
  terms: DiscountTerms,
  value: Value<"free_shipping">,
  code: string,
): ShopifyInputDiscountCodeFreeShippingInput => ({
  ...shared(terms, code),
  minimumRequirement: minimum(terms),
  destination: { all: true },
  maximumShippingPrice: value.upTo,
});

/** Buy X get Y has no minimum, and no items except those of X and Y. */
export const bxgyInput = (
  terms: DiscountTerms,
  { buy, buyItems, get, getItems, usesPerOrder }: Value<"buy_x_get_y">,
  code: string,
): ShopifyInputDiscountCodeBxgyInput => ({
  ...shared(terms, code),
  usesPerOrderLimit: usesPerOrder,
  customerBuys: {
    items: items(buyItems),
    value: "quantity" in buy ? { quantity: String(buy.quantity) } : { amount: buy.amount },
  },
  customerGets: {
    items: items(getItems),
    value: {
      discountOnQuantity: {
        quantity: String(get.quantity),
        effect: { percentage: shareOf(get.percent) },
      },
    },
  },
});

const shared = (terms: DiscountTerms, code: string) => ({
  title: terms.title,
  code,
  startsAt: terms.startsAt,
  endsAt: terms.endsAt,
  usageLimit: terms.usageLimit,
  appliesOncePerCustomer: terms.oncePerCustomer,
  context: buyers(terms.customers),
  combinesWith: {
    productDiscounts: terms.combinesWith.product,
    orderDiscounts: terms.combinesWith.order,
    shippingDiscounts: terms.combinesWith.shipping,
  },
});

function buyers(customers: DiscountTerms["customers"]): ShopifyInputDiscountContextInput {
  switch (customers.kind) {
    case "all":
      return { all: "ALL" };
    case "customers":
      return { customers: { add: customers.ids } };
    case "segments":
      return { customerSegments: { add: customers.ids } };
  }
}

function items(items: DiscountItems): ShopifyInputDiscountItemsInput {
  switch (items.kind) {
    case "all":
      return { all: true };
    case "products":
      return { products: { productsToAdd: items.ids } };
    case "collections":
      return { collections: { add: items.ids } };
  }
}

function minimum({
  minimum,
}: DiscountTerms): ShopifyInputDiscountMinimumRequirementInput | undefined {
  if (!minimum) return undefined;
  return "quantity" in minimum
    ? { quantity: { greaterThanOrEqualToQuantity: String(minimum.quantity) } }
    : { subtotal: { greaterThanOrEqualToSubtotal: minimum.subtotal } };
}
