import { expect, test } from "vitest";
import { refuse } from "./refusal";

test.each([
  ["DISCOUNT_NOT_FOUND", "Enter a valid discount code"],
  ["DISCOUNT_CURRENTLY_INACTIVE", "This discount is not valid anymore"],
  [
    "DISCOUNT_PURCHASE_NOT_IN_RANGE",
    "The SPRING discount code is not valid for the items in your cart",
  ],
  ["DISCOUNT_CODE_NOT_HONOURED", "The SPRING discount code is not honoured"],
] as const)(
  "a refused code has the message that Shopify's checkout shows: %s",
  (reason, message) => {
    expect(refuse("SPRING", reason)).toEqual({ code: "SPRING", reason, message });
  },
);
