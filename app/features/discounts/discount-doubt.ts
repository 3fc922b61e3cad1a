import { number } from "../../core/format";
import { type Discount, statusAt } from "./discount";

type DiscountFacts = Pick<Discount, "title" | "status" | "terms" | "startsAt" | "endsAt">;

/** Warns if each code isn't limited to one use; null if it is. */
export function reuseWarning({ terms }: Pick<DiscountFacts, "terms">): string | null {
  // Null terms: an app's own kind of discount, whose limits we can't read.
  if (terms === null || terms.usageLimit === 1) return null;
  return terms.usageLimit === null
    ? "Each code can be used by any number of customers. To give every customer a code that works once, limit the discount to one use per code."
    : `Each code can be used ${number(terms.usageLimit)} times, by any customer. To give every customer a code that works once, limit the discount to one use per code.`;
}

/** Why codes of a discount don't work at checkout anymore; null while they do or will. */
export function endedWarning(discount: Omit<DiscountFacts, "terms">, now: Date): string | null {
  const status = statusAt(discount, now);
  if (status === "deleted") {
    return `The discount “${discount.title}” was deleted, so its codes don’t work at checkout.`;
  }
  return status === "expired"
    ? `The discount “${discount.title}” has ended, so its codes don’t work at checkout. Extend it in Shopify or choose another.`
    : null;
}

/**
 * The warning before customers get codes of a discount: that it has ended, or that anyone can use each
 * code, which is fine for a shared one. Null: no warning.
 */
export function discountDoubt(
  discount: DiscountFacts,
  now: Date,
  { shared }: { shared: boolean },
): string | null {
  return endedWarning(discount, now) ?? (shared ? null : reuseWarning(discount));
}
