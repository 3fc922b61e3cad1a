import { codeKey } from "../discounts/codes/code-index";
import type { AppDiscount, Discount } from "../discounts/discount";
import { discountStatus } from "../discounts/discount-status";
import type { Cart } from "../orders/terms/cart";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { runFunction } from "./run-function";

/** A code that a buyer entered and whose native terms are met. */
export interface EnteredCode {
  typed: string;
  /** In the shop's spelling. */
  code: string;
}

/**
 * Runs the functions of all active automatic app discounts for a cart. Returns the messages for codes
 * that they reject, by the code as typed. If several reject one code, the first message counts.
 */
export function rejectCodes(
  sandbox: Sandbox,
  shop: Shop,
  cart: Cart,
  entered: readonly EnteredCode[],
): Map<string, string> {
  const rejected = new Map<string, string>();
  const asTyped = sandbox.world.checkout.codeCase === "typed";
  const codes = entered.map(({ typed, code }) => (asTyped ? typed : code));
  for (const discount of Object.values(shop.discounts)) {
    if (!isRunning(sandbox, discount)) continue;
    const output = runFunction({ sandbox, shop, discount, cart, codes });
    for (const { enteredDiscountCodesReject: reject } of output?.operations ?? []) {
      const named = new Set(reject?.codes.map(({ code }) => codeKey(code)));
      for (const { typed, code } of entered) {
        if (!reject || rejected.has(typed) || !named.has(codeKey(code))) continue;
        rejected.set(typed, reject.message);
      }
    }
  }
  return rejected;
}

const isRunning = (sandbox: Sandbox, discount: Discount): discount is AppDiscount =>
  discount.kind === "app" &&
  discount.method === "automatic" &&
  discountStatus(sandbox, discount) === "ACTIVE";
