import type { BxgyDiscount, DiscountMinimum } from "../discount";
import { type InputContext, notInSandbox, objectOf, refuse } from "./input-context";
import { readItems } from "./read-items";
import { refuseQuantity } from "./read-value";

type Buys = BxgyDiscount["buys"];

/** Reads what customers must buy to get the other items. */
export function readBuys(reading: InputContext, value: unknown, before: Buys | undefined): Buys {
  const input = objectOf(value);
  if (input["isSubscription"] === true) throw notInSandbox("subscriptions");
  if (objectOf(input["items"])["all"] != null) {
    const message = "Items in 'customer buys' must be defined";
    refuse(reading, ["customerBuys", "items"], message, "BLANK");
  }
  return {
    items: readItems(reading, ["customerBuys"], input["items"], before?.items),
    minimum: readBought(reading, input["value"], before?.minimum),
  };
}

function readBought(
  reading: InputContext,
  input: unknown,
  before: DiscountMinimum | undefined,
): DiscountMinimum {
  const { quantity, amount } = objectOf(input);
  if (quantity != null) {
    refuseQuantity(reading, ["customerBuys", "value", "quantity"], "antecedent", Number(quantity));
    return { kind: "quantity", quantity: Number(quantity) };
  }
  if (amount != null) return { kind: "subtotal", amount: Number(amount).toFixed(2) };
  if (!before) refuse(reading, ["customerBuys", "value"], "Value can't be blank", "BLANK");
  return before ?? { kind: "quantity", quantity: 1 };
}
