/**
 * Why a code is rejected: the names of the Storefront API's cart warnings. It has none for a code that
 * a function rejects, so that one is ours.
 */
export type RefusalReason =
  | "DISCOUNT_NOT_FOUND"
  | "DISCOUNT_CURRENTLY_INACTIVE"
  | "DISCOUNT_USAGE_LIMIT_REACHED"
  | "DISCOUNT_CUSTOMER_USAGE_LIMIT_REACHED"
  | "DISCOUNT_CUSTOMER_NOT_ELIGIBLE"
  | "DISCOUNT_ELIGIBLE_CUSTOMER_MISSING"
  | "DISCOUNT_PURCHASE_NOT_IN_RANGE"
  | "DISCOUNT_QUANTITY_NOT_IN_RANGE"
  | "DISCOUNT_NO_ENTITLED_LINE_ITEMS"
  | "DISCOUNT_NO_ENTITLED_SHIPPING_LINES"
  | "DISCOUNT_INCOMPATIBLE_PURCHASE_TYPE"
  | "DISCOUNT_CODE_NOT_HONOURED"
  | "DISCOUNT_REJECTED_BY_FUNCTION";

export interface Refusal {
  code: string;
  reason: RefusalReason;
  /** The message for the buyer. Recorded: the ones that start with "The", "This" and "Enter". */
  message: string;
}

export type NativeReason = Exclude<RefusalReason, "DISCOUNT_REJECTED_BY_FUNCTION">;

const TEXTS: Readonly<Record<NativeReason, (code: string) => string>> = {
  DISCOUNT_NOT_FOUND: () => "Enter a valid discount code",
  DISCOUNT_CURRENTLY_INACTIVE: () => "This discount is not valid anymore",
  DISCOUNT_USAGE_LIMIT_REACHED: (code) => `${code} has reached its usage limit`,
  DISCOUNT_CUSTOMER_USAGE_LIMIT_REACHED: (code) => `You've already used ${code}`,
  DISCOUNT_CUSTOMER_NOT_ELIGIBLE: (code) => `${code} isn't available to this customer`,
  DISCOUNT_ELIGIBLE_CUSTOMER_MISSING: (code) => `Sign in or enter your email to use ${code}`,
  DISCOUNT_PURCHASE_NOT_IN_RANGE: (code) =>
    `The ${code} discount code is not valid for the items in your cart`,
  DISCOUNT_QUANTITY_NOT_IN_RANGE: (code) => `Your order doesn't have enough items for ${code}`,
  DISCOUNT_NO_ENTITLED_LINE_ITEMS: (code) => `${code} isn't valid for the items in your cart`,
  DISCOUNT_NO_ENTITLED_SHIPPING_LINES: (code) => `${code} isn't valid for this shipping method`,
  DISCOUNT_INCOMPATIBLE_PURCHASE_TYPE: (code) => `${code} isn't valid for the items in your cart`,
  DISCOUNT_CODE_NOT_HONOURED: (code) => `The ${code} discount code is not honoured`,
};

export const refuse = (code: string, reason: NativeReason): Refusal => ({
  code,
  reason,
  message: TEXTS[reason](code),
});

/** A refusal with the message of the function that rejects the code. */
export const refuseByFunction = (code: string, message: string): Refusal => ({
  code,
  reason: "DISCOUNT_REJECTED_BY_FUNCTION",
  message,
});
