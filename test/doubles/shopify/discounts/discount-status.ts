import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import type { Discount } from "./discount";

export type DiscountStatus = "ACTIVE" | "EXPIRED" | "SCHEDULED";

/** A discount's status at the sandbox's time. The end takes precedence over the start. */
export function discountStatus(
  sandbox: Pick<Sandbox, "world">,
  { startsAt, endsAt }: Pick<Discount, "startsAt" | "endsAt">,
): DiscountStatus {
  const time = now(sandbox);
  if (endsAt !== null && endsAt <= time) return "EXPIRED";
  return startsAt > time ? "SCHEDULED" : "ACTIVE";
}
