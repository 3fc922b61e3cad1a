import type { DiscountTerms } from "../../discount-terms";
import type { DiscountProblem } from "../../platform-failure";

interface UserError {
  field: string[] | null;
  message: string;
}

/** Shopify's paths in its inputs and ours in `DiscountTerms`; the first that fits counts. */
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

/** Shopify's user errors about a discount as problems for the merchant, in Shopify's words. */
export function problemsOf(
  userErrors: readonly UserError[],
  kind?: DiscountTerms["value"]["kind"],
): DiscountProblem[] {
  return userErrors.map(({ field, message }) => {
    // The first step is the argument's name: `basicCodeDiscount.title`.
    const path = (field ?? []).slice(1).join(".");
    const ours = fields.find(([theirs]) => theirs.test(path))?.[1] ?? null;
    const got = kind === "buy_x_get_y" && ours === "items";
    return { field: got ? "value.getItems" : ours, message };
  });
}
