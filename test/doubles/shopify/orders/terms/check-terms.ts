import type { Customer } from "../../customers/customer";
import { findCustomer } from "../../customers/find-customer";
import type {
  Discount,
  DiscountItems,
  DiscountMinimum,
  RedeemCode,
} from "../../discounts/discount";
import { discountStatus } from "../../discounts/discount-status";
import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import { toMinor } from "../money";
import { usedBy } from "./buyers";
import type { Buyer, Cart, CartLine } from "./cart";
import { isEntitled } from "./entitled-lines";
import { fitsSegment } from "./fits-segment";
import type { NativeReason } from "./refusal";

/** The first of a discount's terms that the purchase doesn't meet. Undefined if it meets all. */
export function checkTerms(
  sandbox: Sandbox,
  shop: Shop,
  discount: Discount,
  code: RedeemCode | null,
  cart: Cart,
): NativeReason | undefined {
  if (discountStatus(sandbox, discount) !== "ACTIVE") return "DISCOUNT_CURRENTLY_INACTIVE";
  if (!discount.appliesOnOneTimePurchase) return "DISCOUNT_INCOMPATIBLE_PURCHASE_TYPE";
  if (code !== null && discount.usageLimit !== null) {
    // If a discount has several codes, the limit applies to each of them.
    if (code.usage >= discount.usageLimit) return "DISCOUNT_USAGE_LIMIT_REACHED";
  }
  if (!discount.appliesOncePerCustomer && discount.context.kind === "all") {
    return checkItems(shop, discount, cart);
  }
  const buyer = knownBuyer(shop, cart.buyer);
  if (discount.appliesOncePerCustomer && usedBy(shop, discount.id, buyer)) {
    return "DISCOUNT_CUSTOMER_USAGE_LIMIT_REACHED";
  }
  return checkBuyer(shop, discount, buyer) ?? checkItems(shop, discount, cart);
}

/** The buyer for checking terms. A guest with a customer's email address counts as that customer. */
function knownBuyer(shop: Shop, buyer: Buyer): Buyer {
  const { customerId, email } = buyer;
  if (customerId !== null) return { customerId, email: email ?? emailOf(shop, customerId) };
  if (email === null) return buyer;
  return { customerId: findCustomer(shop, email)?.id ?? null, email };
}

const emailOf = (shop: Shop, customerId: string): string | null =>
  shop.customers[customerId]?.email ?? null;

function checkBuyer(
  shop: Shop,
  { context }: Discount,
  { customerId, email }: Buyer,
): NativeReason | undefined {
  if (context.kind === "all") return undefined;
  const customer = shop.customers[customerId ?? ""];
  if (!customer) {
    return email === null ? "DISCOUNT_ELIGIBLE_CUSTOMER_MISSING" : "DISCOUNT_CUSTOMER_NOT_ELIGIBLE";
  }
  const eligible =
    context.kind === "customers"
      ? context.customerIds.includes(customer.id)
      : inSegments(shop, context.segmentIds, customer);
  return eligible ? undefined : "DISCOUNT_CUSTOMER_NOT_ELIGIBLE";
}

const inSegments = (shop: Shop, segmentIds: readonly string[], customer: Customer): boolean =>
  segmentIds.some((id) => {
    const segment = shop.segments[id];
    return segment !== undefined && fitsSegment(segment, customer);
  });

function checkItems(shop: Shop, discount: Discount, cart: Cart): NativeReason | undefined {
  switch (discount.kind) {
    case "basic":
      return checkMinimum(shop, discount.items, discount.minimum, cart.lines);
    case "bxgy":
      return checkMinimum(shop, discount.buys.items, discount.buys.minimum, cart.lines);
    case "free-shipping": {
      const { countries, maximumShippingPrice, minimum } = discount;
      if (cart.shippingPrice === null) return "DISCOUNT_NO_ENTITLED_SHIPPING_LINES";
      const tooDear =
        maximumShippingPrice !== null &&
        cart.shippingPrice > toMinor(shop.currency, maximumShippingPrice);
      const tooFar = countries !== null && !countries.includes(cart.country ?? "");
      if (tooDear || tooFar) return "DISCOUNT_NO_ENTITLED_SHIPPING_LINES";
      return checkMinimum(shop, { kind: "all" }, minimum, cart.lines);
    }
    case "app":
      // An app's function determines its value. The sandbox carries out nothing but rejections.
      return "DISCOUNT_NO_ENTITLED_LINE_ITEMS";
  }
}

function checkMinimum(
  shop: Shop,
  items: DiscountItems,
  minimum: DiscountMinimum | null,
  lines: readonly CartLine[],
): NativeReason | undefined {
  const entitled = lines.filter((line) => isEntitled(shop, items, line));
  const units = entitled.reduce((sum, { quantity }) => sum + quantity, 0);
  if (units === 0) return "DISCOUNT_NO_ENTITLED_LINE_ITEMS";
  if (minimum?.kind === "quantity" && units < minimum.quantity) {
    return "DISCOUNT_QUANTITY_NOT_IN_RANGE";
  }
  if (minimum?.kind === "subtotal") {
    const subtotal = entitled.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
    if (subtotal < toMinor(shop.currency, minimum.amount)) return "DISCOUNT_PURCHASE_NOT_IN_RANGE";
  }
  return undefined;
}
