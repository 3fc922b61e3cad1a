import { codeKey, findCode } from "../../discounts/codes/code-index";
import type { CombinesWith, Discount } from "../../discounts/discount";
import { type DiscountClass, discountClasses } from "../../discounts/discount-class";
import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import type { Allocation, OrderDiscount } from "../order";
import type { Cart } from "./cart";
import { checkTerms } from "./check-terms";
import { discountWorth } from "./discount-worth";
import { type Refusal, refuse } from "./refusal";

// As at Shopify's checkout.
const MOST_ITEM_CODES = 5;
const MOST_SHIPPING_CODES = 1;

export interface PricedCart {
  discounts: OrderDiscount[];
  /** Of each line of the cart. */
  lines: Allocation[][];
  shipping: Allocation[];
  refused: Refusal[];
}

interface Candidate {
  discount: Discount | null;
  /** As the shop wrote it; null for an automatic discount. */
  code: string | null;
}

/**
 * What the codes, and then the shop's automatic discounts, take off a cart. A code whose terms are
 * not met is refused and takes nothing; `force` takes it all the same, even one the shop never had.
 */
export function priceCart(
  sandbox: Sandbox,
  shop: Shop,
  cart: Cart,
  codes: readonly string[],
  force = false,
): PricedCart {
  const refused: Refusal[] = [];
  const taken: Candidate[] = [];
  for (const typed of distinct(codes)) {
    const found = findCode(shop, typed);
    const candidate = { discount: found?.discount ?? null, code: found?.code.code ?? typed };
    const reason = found
      ? (checkTerms(sandbox, shop, found.discount, found.code, cart) ??
        (fitsBeside(taken, found.discount) ? undefined : "DISCOUNT_CODE_NOT_HONOURED"))
      : "DISCOUNT_NOT_FOUND";
    if (reason && !force) refused.push(refuse(typed, reason));
    else taken.push(candidate);
  }
  for (const discount of Object.values(shop.discounts)) {
    if (discount.method !== "automatic" || !fitsBeside(taken, discount)) continue;
    if (checkTerms(sandbox, shop, discount, null, cart)) continue;
    taken.push({ discount, code: null });
  }
  return { ...takeOff(shop, cart, taken), refused };
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

/** Each of two must allow the other's class, and there is only so much room. */
function fitsBeside(taken: readonly Candidate[], discount: Discount): boolean {
  const own = classOf(discount);
  const others = taken.flatMap((one) => one.discount ?? []);
  const shipping = others.filter((other) => classOf(other) === "SHIPPING").length;
  const room =
    own === "SHIPPING"
      ? shipping < MOST_SHIPPING_CODES
      : others.length - shipping < MOST_ITEM_CODES;
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

/** Discounts on products come first, then those on the order: of what is left. */
function takeOff(shop: Shop, cart: Cart, taken: readonly Candidate[]): Omit<PricedCart, "refused"> {
  const left = cart.lines.map(({ price, quantity }) => price * quantity);
  let shippingLeft = cart.shippingPrice ?? 0;
  const priced: Omit<PricedCart, "refused"> = {
    discounts: [],
    lines: cart.lines.map(() => []),
    shipping: [],
  };
  const inOrder = ROUNDS.flatMap((round) =>
    taken.filter(({ discount }) => (discount ? classOf(discount) : "ORDER") === round),
  );
  inOrder.forEach(({ discount, code }, place) => {
    const isProduct = discount !== null && classOf(discount) === "PRODUCT";
    // Of several discounts on products, a line takes one.
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

/** A code that the shop does not know, on an order that was forced: it stands there for nothing. */
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
