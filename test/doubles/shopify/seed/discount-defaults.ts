import { now } from "../clock/now";
import type { BasicDiscount, RedeemCode } from "../discounts/discount";
import type { Sandbox } from "../sandbox";
import { nextNumber } from "../state/next-number";
import { DAY_MS } from "./days";

type Shared = Omit<BasicDiscount, "kind" | "value" | "items" | "minimum">;

/** Defaults of seeded discounts: for all customers, started a month ago, without an end. */
export function discountDefaults(
  sandbox: Sandbox,
  title: string,
  codes: readonly string[],
): Shared {
  const startsAt = now(sandbox) - 30 * DAY_MS;
  return {
    id: nextNumber(sandbox.world),
    method: codes.length > 0 ? "code" : "automatic",
    title,
    startsAt,
    endsAt: null,
    createdAt: startsAt,
    updatedAt: startsAt,
    context: { kind: "all" },
    combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: true },
    appliesOncePerCustomer: false,
    usageLimit: null,
    recurringCycleLimit: null,
    appliesOnOneTimePurchase: true,
    appliesOnSubscription: false,
    tags: [],
    codes: codes.map(
      (code): RedeemCode => ({ id: nextNumber(sandbox.world), code, usage: 0, countedUsage: 0 }),
    ),
  };
}
