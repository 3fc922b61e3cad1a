import type { Args } from "../../graphql/context";
import type { DiscountValue } from "../discount";
import { badRequest, type InputContext, notInSandbox, objectOf, refuse } from "./input-context";

const PATH = ["customerGets", "value"];

/** Reads the value of a basic discount. */
export function readValue(
  reading: InputContext,
  value: unknown,
  before: DiscountValue | undefined,
): DiscountValue {
  const input = onlyOne(objectOf(value));
  if (input["discountOnQuantity"] != null) {
    refuse(
      reading,
      [...PATH, "discountOnQuantity"],
      "discountOnQuantity field is only permitted with bxgy discounts.",
      "INVALID",
    );
  }
  if (input["percentage"] != null) {
    return { kind: "percentage", percentage: readShare(reading, PATH, input["percentage"]) };
  }
  if (input["discountAmount"] != null)
    return readAmount(reading, objectOf(input["discountAmount"]));
  if (!before) refuse(reading, PATH, "Value can't be blank", "BLANK");
  return before ?? { kind: "percentage", percentage: 0 };
}

/** Reads the value of a Buy X get Y discount. */
export function readQuantityValue(
  reading: InputContext,
  value: unknown,
  before: DiscountValue | undefined,
): DiscountValue {
  if (value == null && before) return before;
  const input = onlyOne(objectOf(value));
  for (const name of ["percentage", "discountAmount"]) {
    if (input[name] == null) continue;
    const message = "Only discountOnQuantity permitted with bxgy discounts.";
    refuse(reading, [...PATH, name], message, "INVALID");
  }
  const { quantity, effect } = objectOf(input["discountOnQuantity"]);
  const path = [...PATH, "discountOnQuantity"];
  if (quantity == null) {
    refuse(reading, [...path, "quantity"], "Quantity cannot be blank.", "BLANK");
  }
  refuseQuantity(reading, [...path, "quantity"], "consequent", Number(quantity ?? 1));
  const { percentage = 1, amount } = objectOf(effect);
  if (amount != null) throw notInSandbox("amounts off bought items");
  const share = readShare(reading, [...path, "effect"], percentage);
  return { kind: "quantity", quantity: Number(quantity ?? 1), percentage: share };
}

/** Quantities to buy and get must be from 1 to 99,999 (both limits recorded). */
export function refuseQuantity(
  reading: InputContext,
  path: readonly string[],
  side: "antecedent" | "consequent",
  quantity: number,
): void {
  const ratio = `Prerequisite to entitlement quantity ratio ${side}`;
  if (quantity <= 0) refuse(reading, path, `${ratio} must be greater than 0`, "GREATER_THAN");
  if (quantity < TOO_MANY) return;
  refuse(reading, path, `${ratio} must be less than ${TOO_MANY}`, "LESS_THAN");
}

const TOO_MANY = 100_000;

function onlyOne(input: Args): Args {
  const names = ["percentage", "discountOnQuantity", "discountAmount"];
  if (names.filter((name) => input[name] != null).length < 2) return input;
  throw badRequest(
    "A discount can only have one of percentage, discountOnQuantity or discountAmount.",
  );
}

function readShare(reading: InputContext, path: readonly string[], value: unknown): number {
  const share = Number(value);
  if (share < 0 || share > 1) {
    const message = "Value must be between 0.0 and 1.0";
    refuse(reading, [...path, "percentage"], message, "VALUE_OUTSIDE_RANGE");
  }
  return share;
}

function readAmount(reading: InputContext, { amount, appliesOnEachItem }: Args): DiscountValue {
  // Shopify stores the amount as a negative number, which shows in this message.
  if (Number(amount) < 0) {
    const message = "Value must be less than or equal to 0";
    refuse(reading, [...PATH, "discountAmount", "amount"], message, "LESS_THAN_OR_EQUAL_TO");
  }
  return {
    kind: "amount",
    amount: Number(amount ?? 0).toFixed(2),
    onEachItem: appliesOnEachItem === true,
  };
}
