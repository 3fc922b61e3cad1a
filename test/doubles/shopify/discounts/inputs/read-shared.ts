import type { Args } from "../../graphql/context";
import type { CombinesWith, Discount, DiscountBase } from "../discount";
import { type InputContext, notInSandbox, objectOf, readTime, refuse } from "./input-context";
import { readBuyers } from "./read-buyers";

/** The fields that all kinds of discounts share, except IDs, timestamps and codes. */
export type Shared = Omit<
  DiscountBase,
  "id" | "method" | "createdAt" | "updatedAt" | "codes" | UnsoldHere
>;

// Only shops with subscriptions can set these, and the sandbox's shops have none.
type UnsoldHere = "recurringCycleLimit" | "appliesOnOneTimePurchase" | "appliesOnSubscription";

/** How a missing field is rejected: the end of the sentence, and the code. */
export interface BlankWords {
  readonly end: string;
  readonly code: string;
}

const NATIVE: BlankWords = { end: "can't be blank", code: "BLANK" };
/** Recorded: discounts of apps have other words. */
export const OF_APPS: BlankWords = { end: "can't be blank.", code: "INVALID" };

/** Fields that are not given keep their former values. */
export function readShared(
  reading: InputContext,
  input: Args,
  before: Discount | undefined,
  words = NATIVE,
): Shared {
  const { startsAt, endsAt } = readPeriod(reading, input, before, words);
  return {
    title: readTitle(reading, input["title"], before, words),
    startsAt,
    endsAt,
    context: readBuyers(reading, input, before?.context),
    combinesWith: readCombinesWith(input["combinesWith"], before),
    appliesOncePerCustomer: (input["appliesOncePerCustomer"] ??
      before?.appliesOncePerCustomer ??
      false) as boolean,
    usageLimit: readUsageLimit(reading, input["usageLimit"], before),
    tags: [...((input["tags"] ?? before?.tags ?? []) as string[])].sort(),
  };
}

function readTitle(
  reading: InputContext,
  input: unknown,
  before: Discount | undefined,
  { end, code }: BlankWords,
): string {
  const title = input ?? before?.title ?? "";
  if (String(title).trim() === "") refuse(reading, ["title"], `Title ${end}`, code);
  return String(title);
}

function readPeriod(
  reading: InputContext,
  input: Args,
  before: Discount | undefined,
  words: BlankWords,
): { startsAt: number; endsAt: number | null } {
  const value = input["startsAt"];
  const missing = value === null || (value === undefined && !before);
  if (missing) refuse(reading, ["startsAt"], `Starts at ${words.end}`, words.code);
  const startsAt = value == null ? (before?.startsAt ?? 0) : readTime(value);
  const end = input["endsAt"];
  const endsAt = end === undefined ? (before?.endsAt ?? null) : end === null ? null : readTime(end);
  if (endsAt !== null && endsAt <= startsAt && (value != null || end != null)) {
    refuse(reading, ["endsAt"], "Ends at needs to be after starts_at", "INVALID");
  }
  return { startsAt, endsAt };
}

function readCombinesWith(value: unknown, before: Discount | undefined): CombinesWith {
  const input = objectOf(value);
  if (input["productDiscountsWithTagsOnSameCartLine"] != null) {
    throw notInSandbox("discounts that combine by tag");
  }
  const former = value == null ? before?.combinesWith : undefined;
  const flag = (name: keyof CombinesWith): boolean =>
    (input[name] ?? former?.[name] ?? false) === true;
  return {
    orderDiscounts: flag("orderDiscounts"),
    productDiscounts: flag("productDiscounts"),
    shippingDiscounts: flag("shippingDiscounts"),
  };
}

const MAX_USES = 2_147_483_647;

function readUsageLimit(
  reading: InputContext,
  input: unknown,
  before: Discount | undefined,
): number | null {
  if (input === undefined) return before?.usageLimit ?? null;
  if (input === null) return null;
  if (Number(input) <= 0) {
    refuse(reading, ["usageLimit"], "Usage limit must be greater than 0", "GREATER_THAN");
  }
  if (Number(input) > MAX_USES) {
    const message = `Usage limit must be less than or equal to ${MAX_USES}`;
    refuse(reading, ["usageLimit"], message, "LESS_THAN_OR_EQUAL_TO");
  }
  return Number(input);
}
