import { codeKey, findCode } from "../../discounts/codes/code-index";
import type { CombinesWith, Discount } from "../../discounts/discount";
import { type DiscountClass, discountClasses } from "../../discounts/discount-class";
import { rejectCodes } from "../../functions/reject-codes";
import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import type { Allocation, OrderDiscount } from "../order";
import type { Cart } from "./cart";
import { checkTerms } from "./check-terms";
import { discountWorth } from "./discount-worth";
import { type NativeReason, type Refusal, refuse, refuseByFunction } from "./refusal";

// The limits of Shopify's checkout.
const MAX_ITEM_CODES = 5;
const MAX_SHIPPING_CODES = 1;

export interface PricedCart {
  discounts: OrderDiscount[];
  /** The allocations of each line of the cart. */
  lines: Allocation[][];
  shipping: Allocation[];
  refused: Refusal[];
}

interface Candidate {
  discount: Discount | null;
  /** In the shop's spelling; null for an automatic discount. */
  code: string | null;
}

export interface PricingOptions {
  /** Accepts every code, even unknown ones, and runs no function. */
  force: boolean;
  /** False where Shopify runs no functions, such as in drafts. */
  functions: boolean;
}

interface EnteredCandidate extends Candidate {
  typed: string;
  code: string;
  reason: NativeReason | undefined;
}

/**
 * Applies codes and then automatic discounts to a cart. A code is rejected by its discount's terms,
 * then by functions, and at last if it can't be combined with what applies already. So a function
 * sees neither codes whose terms aren't met (schema), nor does a code that it rejects displace another
 * one (assumed).
 */
export function priceCart(
  sandbox: Sandbox,
  shop: Shop,
  cart: Cart,
  codes: readonly string[],
  { force, functions }: PricingOptions,
): PricedCart {
  const refused: Refusal[] = [];
  const applied: Candidate[] = [];
  const entered = distinct(codes).map((typed): EnteredCandidate => {
    const found = findCode(shop, typed);
    const reason = found
      ? checkTerms(sandbox, shop, found.discount, found.code, cart)
      : "DISCOUNT_NOT_FOUND";
    const code = found?.code.code ?? typed;
    return { typed, code, discount: found?.discount ?? null, reason };
  });
  const eligible = entered.filter(({ reason }) => reason === undefined);
  const rejected =
    functions && !force ? rejectCodes(sandbox, shop, cart, eligible) : new Map<string, string>();
  for (const { typed, code, discount, reason } of entered) {
    const message = rejected.get(typed);
    if (force) applied.push({ discount, code });
    else if (reason) refused.push(refuse(typed, reason));
    else if (message !== undefined) refused.push(refuseByFunction(typed, message));
    else if (discount && !fitsBeside(applied, discount)) {
      refused.push(refuse(typed, "DISCOUNT_CODE_NOT_HONOURED"));
    } else applied.push({ discount, code });
  }
  for (const discount of Object.values(shop.discounts)) {
    if (discount.method !== "automatic" || !fitsBeside(applied, discount)) continue;
    if (checkTerms(sandbox, shop, discount, null, cart)) continue;
    applied.push({ discount, code: null });
  }
  return { ...takeOff(shop, cart, applied), refused };
}

const distinct = (codes: readonly string[]): string[] => [
  ...new Map(codes.map((code) => [codeKey(code.trim()), code.trim()])).values(),
];

const classOf = (discount: Discount): DiscountClass => discountClasses(discount)[0] ?? "ORDER";

const COMBINES: Readonly<Record<DiscountClass, keyof CombinesWith>> = {
  ORDER: "orderDiscounts",
  PRODUCT: "productDiscounts",
  SHIPPING: "shippingDiscounts",
};

/** Whether a discount combines with the ones already applied, within the checkout's limits. */
function fitsBeside(applied: readonly Candidate[], discount: Discount): boolean {
  const own = classOf(discount);
  const others = applied.flatMap((candidate) => candidate.discount ?? []);
  const shipping = others.filter((other) => classOf(other) === "SHIPPING").length;
  const room =
    own === "SHIPPING" ? shipping < MAX_SHIPPING_CODES : others.length - shipping < MAX_ITEM_CODES;
  return (
    room &&
    others.every(
      (other) =>
        other.id !== discount.id &&
        other.combinesWith[COMBINES[own]] &&
        discount.combinesWith[COMBINES[classOf(other)]],
    )
  );
}

const ROUNDS: readonly DiscountClass[] = ["PRODUCT", "ORDER", "SHIPPING"];

/** Applies product discounts first, and then order discounts to the remaining price. */
function takeOff(
  shop: Shop,
  cart: Cart,
  applied: readonly Candidate[],
): Omit<PricedCart, "refused"> {
  const left = cart.lines.map(({ price, quantity }) => price * quantity);
  let shippingLeft = cart.shippingPrice ?? 0;
  const priced: Omit<PricedCart, "refused"> = {
    discounts: [],
    lines: cart.lines.map(() => []),
    shipping: [],
  };
  const inOrder = ROUNDS.flatMap((round) =>
    applied.filter(({ discount }) => (discount ? classOf(discount) : "ORDER") === round),
  );
  inOrder.forEach(({ discount, code }, place) => {
    const isProduct = discount !== null && classOf(discount) === "PRODUCT";
    // A line gets at most one product discount.
    const open = left.map((amount, line) =>
      isProduct && (priced.lines[line]?.length ?? 0) > 0 ? 0 : amount,
    );
    const worth = discount
      ? discountWorth(shop, discount, cart.lines, open, shippingLeft)
      : unknownWorth(cart);
    priced.discounts.push({
      kind: code === null ? "automatic" : "code",
      code,
      title: discount?.title ?? code ?? "",
      discountId: discount?.id ?? null,
      ...worth.applied,
    });
    worth.lines.forEach((amount, line) => {
      if (amount === 0) return;
      left[line] = (left[line] ?? 0) - amount;
      priced.lines[line]?.push({ discount: place, amount });
    });
    if (worth.shipping > 0) {
      shippingLeft -= worth.shipping;
      priced.shipping.push({ discount: place, amount: worth.shipping });
    }
  });
  return priced;
}

/** An unknown code on a forced order, which takes nothing off. */
const unknownWorth = (cart: Cart) => ({
  applied: {
    allocationMethod: "ACROSS",
    targetSelection: "ALL",
    targetType: "LINE_ITEM",
    value: { amount: 0 },
  } as const,
  lines: cart.lines.map(() => 0),
  shipping: 0,
});
