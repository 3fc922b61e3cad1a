import type { Args } from "../../graphql/context";
import { type InputContext, refuse } from "./input-context";

const FIELDS = [
  ["appliesOnSubscription", "applies on subscription"],
  ["appliesOnOneTimePurchase", "applies on one time purchase"],
] as const;

/** Rejects subscription fields, because the sandbox's shops have no subscriptions. */
export function refuseSubscriptions(
  reading: InputContext,
  input: Args,
  where: { fields: Args; path: readonly string[]; subject: string },
): void {
  for (const [name, words] of FIELDS) {
    if (where.fields[name] === undefined) continue;
    const sentence = `${where.subject} ${words} is not permitted for this shop.`.trim();
    const message = sentence.charAt(0).toUpperCase() + sentence.slice(1);
    refuse(reading, [...where.path, name], message, "INVALID");
  }
  if (input["recurringCycleLimit"] === undefined) return;
  const message = "Recurring cycle limit is not permitted for this shop.";
  refuse(reading, ["recurringCycleLimit"], message, "INVALID");
}
