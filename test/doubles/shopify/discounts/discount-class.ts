import type { Discount } from "./discount";

export type DiscountClass = "ORDER" | "PRODUCT" | "SHIPPING";

/** What a discount lowers: an order as a whole, products in it, or its shipping. */
export function discountClasses(discount: Discount): DiscountClass[] {
  switch (discount.kind) {
    case "basic":
      return [discount.items.kind === "all" ? "ORDER" : "PRODUCT"];
    case "bxgy":
      return ["PRODUCT"];
    case "free-shipping":
      return ["SHIPPING"];
    case "app":
      return discount.discountClasses;
  }
}
