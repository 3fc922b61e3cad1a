import type { DiscountMinimum } from "../discount";
import { type InputContext, objectOf, refuse } from "./input-context";

const HIGHEST_QUANTITY = 2_147_483_647;
const HIGHEST_SUBTOTAL = 1e18;

const QUANTITY = ["minimumRequirement", "quantity", "greaterThanOrEqualToQuantity"];
const SUBTOTAL = ["minimumRequirement", "subtotal", "greaterThanOrEqualToSubtotal"];

/** Reads the minimum requirement. Null removes the former one. */
export function readMinimum(
  reading: InputContext,
  value: unknown,
  before: DiscountMinimum | null,
): DiscountMinimum | null {
  if (value === undefined) return before;
  const input = objectOf(value);
  const quantity = objectOf(input["quantity"])["greaterThanOrEqualToQuantity"];
  const subtotal = objectOf(input["subtotal"])["greaterThanOrEqualToSubtotal"];
  if (quantity != null && subtotal != null) {
    const other = (a: string, b: string): string =>
      `Minimum ${a} cannot be defined when minimum ${b} is.`;
    refuse(reading, SUBTOTAL, other("subtotal", "quantity"), "CONFLICT");
    refuse(reading, QUANTITY, other("quantity", "subtotal"), "CONFLICT");
  }
  if (quantity != null) {
    if (Number(quantity) >= HIGHEST_QUANTITY) {
      const message = `Minimum quantity must be less than ${HIGHEST_QUANTITY}`;
      refuse(reading, QUANTITY, message, "LESS_THAN");
    }
    return Number(quantity) > 0 ? { kind: "quantity", quantity: Number(quantity) } : null;
  }
  if (subtotal == null) return null;
  if (Number(subtotal) >= HIGHEST_SUBTOTAL) {
    const message = "Minimum subtotal must be less than 1000000000000000000";
    refuse(reading, SUBTOTAL, message, "LESS_THAN");
  }
  return Number(subtotal) > 0 ? { kind: "subtotal", amount: Number(subtotal).toFixed(2) } : null;
}
