import type { Discount } from "./discount";

export type DiscountClass = "ORDER" | "PRODUCT" | "SHIPPING";

/** What a discount applies to: the entire order, products or shipping. */
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
