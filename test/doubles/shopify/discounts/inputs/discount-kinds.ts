import type { Args } from "../../graphql/context";
import type { BasicDiscount, BxgyDiscount, DiscountBase, FreeShippingDiscount } from "../discount";
import { type InputContext, objectOf, refuse } from "./input-context";
import { readBuys } from "./read-buys";
import { readCountries } from "./read-countries";
import { readItems } from "./read-items";
import { readMinimum } from "./read-minimum";
import { readQuantityValue, readValue } from "./read-value";
import { refuseSubscriptions } from "./refuse-subscriptions";

/** The fields that only this kind of discount has. */
type Own<D extends DiscountBase> = Omit<D, keyof DiscountBase>;

/** A kind of discount that the API can create, and how to read its own input fields. */
export interface DiscountKind<D extends DiscountBase> {
  readonly kind: string;
  /** The name of the mutations' argument. */
  readonly argument: string;
  readonly read: (reading: InputContext, input: Args, before: D | undefined) => Own<D>;
}

export const basicKind: DiscountKind<BasicDiscount> = {
  kind: "basic",
  argument: "basicCodeDiscount",
  read: (reading, input, before) => {
    const gets = objectOf(input["customerGets"]);
    refuseSubscriptions(reading, input, {
      fields: gets,
      path: ["customerGets"],
      subject: "customer gets",
    });
    return {
      kind: "basic",
      value: readValue(reading, gets["value"], before?.value),
      minimum: readMinimum(reading, input["minimumRequirement"], before?.minimum ?? null),
      items: readItems(reading, ["customerGets"], gets["items"], before?.items),
    };
  },
};

export const bxgyKind: DiscountKind<BxgyDiscount> = {
  kind: "bxgy",
  argument: "bxgyCodeDiscount",
  read: (reading, input, before) => {
    const gets = objectOf(input["customerGets"]);
    if (objectOf(gets["items"])["all"] != null) {
      const message = "Items in 'customer get' cannot be set to all";
      refuse(reading, ["customerGets"], message, "INVALID");
    }
    for (const name of ["appliesOnSubscription", "appliesOnOneTimePurchase"]) {
      if (gets[name] === undefined) continue;
      const message = "This field is not supported by bxgy discounts.";
      refuse(reading, ["customerGets", name], message, "INVALID");
    }
    const limit = input["usesPerOrderLimit"];
    refuseLimit(reading, limit);
    return {
      kind: "bxgy",
      buys: readBuys(reading, input["customerBuys"], before?.buys),
      gets: {
        value: readQuantityValue(reading, gets["value"], before?.gets.value),
        items: readItems(reading, ["customerGets"], gets["items"], before?.gets.items),
      },
      usesPerOrderLimit:
        limit === undefined ? (before?.usesPerOrderLimit ?? null) : (limit as number | null),
    };
  },
};

/** Recorded: zero and negative numbers have different messages. */
function refuseLimit(reading: InputContext, limit: unknown): void {
  if (limit == null || Number(limit) > 0) return;
  const path = ["usesPerOrderLimit"];
  if (Number(limit) < 0) {
    refuse(reading, path, "Allocation limit must be greater than 0", "GREATER_THAN");
  } else {
    refuse(reading, path, "Allocation limit cannot be zero", "VALUE_OUTSIDE_RANGE");
  }
}

export const freeShippingKind: DiscountKind<FreeShippingDiscount> = {
  kind: "free-shipping",
  argument: "freeShippingCodeDiscount",
  read: (reading, input, before) => {
    refuseSubscriptions(reading, input, { fields: input, path: [], subject: "" });
    if (objectOf(input["combinesWith"])["shippingDiscounts"] === true) {
      refuse(
        reading,
        ["combinesWith"],
        "The combinesWith settings are not valid for the discount class.",
        "INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS",
      );
    }
    const price = input["maximumShippingPrice"];
    const former = before?.maximumShippingPrice ?? null;
    return {
      kind: "free-shipping",
      minimum: readMinimum(reading, input["minimumRequirement"], before?.minimum ?? null),
      maximumShippingPrice:
        price === undefined ? former : price === null ? null : Number(price).toFixed(2),
      countries: readCountries(input["destination"], before?.countries ?? null),
    };
  },
};
