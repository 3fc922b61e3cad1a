import type { Discount, DiscountValue } from "../discount";

/** The value of a discount as a person would enter it: 15 for a percentage, 4.50 for an amount. */
export function readOwnValue(
  discount: Discount,
): { kind: DiscountValue["kind"]; number: string } | undefined {
  const value = ownValue(discount);
  if (!value) return undefined;
  const { kind } = value;
  return value.kind === "amount"
    ? { kind, number: value.amount }
    : { kind, number: String(Math.round(value.percentage * 10_000) / 100) };
}

/** Sets the value. Returns an error message if it is invalid. */
export function changeValue(discount: Discount, input: string): string | undefined {
  const value = ownValue(discount);
  const number = Number(input);
  if (!value) return "This discount has no value to change.";
  if (input.trim() === "" || !(number >= 0)) return "The value must be 0 or more.";
  if (value.kind === "amount") {
    value.amount = number.toFixed(2);
    return undefined;
  }
  if (number > 100) return "A percentage can't be more than 100.";
  value.percentage = number / 100;
  return undefined;
}

function ownValue(discount: Discount): DiscountValue | undefined {
  if (discount.kind === "basic") return discount.value;
  return discount.kind === "bxgy" ? discount.gets.value : undefined;
}
