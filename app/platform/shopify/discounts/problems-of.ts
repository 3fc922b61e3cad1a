import type { DiscountTerms } from "../../discount-terms";
import type { DiscountProblem } from "../../platform-failure";

interface UserError {
  field: string[] | null;
  message: string;
}

/** Maps Shopify's input paths to paths in `DiscountTerms`. The first match wins. */
const fields: readonly [theirs: RegExp, ours: string][] = [
  [/^title$/, "title"],
  [/^code$/, "code"],
  [/^startsAt$/, "startsAt"],
  [/^endsAt$/, "endsAt"],
  [/^usageLimit$/, "usageLimit"],
  [/^appliesOncePerCustomer$/, "oncePerCustomer"],
  [/^minimumRequirement/, "minimum"],
  [/^(context|customerSelection)/, "customers"],
  [/^combinesWith/, "combinesWith"],
  [/^usesPerOrderLimit$/, "value.usesPerOrder"],
  [/^maximumShippingPrice$/, "value.upTo"],
  [/^customerBuys\.items/, "value.buyItems"],
  [/^customerBuys/, "value.buy"],
  [/^customerGets\.value\.discountOnQuantity\.quantity/, "value.get.quantity"],
  [/^customerGets\.value\.discountOnQuantity/, "value.get.percent"],
  [/^customerGets\.value\.discountAmount/, "value.amount"],
  [/^customerGets\.value/, "value.percent"],
  [/^customerGets\.items/, "items"],
];

/** Converts Shopify's user errors about a discount, keeping its messages. */
export function problemsOf(
  userErrors: readonly UserError[],
  kind?: DiscountTerms["value"]["kind"],
): DiscountProblem[] {
  return userErrors.map(({ field, message }) => {
    // The first element is the argument name: `basicCodeDiscount.title`.
    const path = (field ?? []).slice(1).join(".");
    const ours = fields.find(([theirs]) => theirs.test(path))?.[1] ?? null;
    const got = kind === "buy_x_get_y" && ours === "items";
    return { field: got ? "value.getItems" : ours, message };
  });
}
