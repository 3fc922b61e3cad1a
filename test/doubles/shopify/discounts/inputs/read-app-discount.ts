import type { Args } from "../../graphql/context";
import { checkMetafield, isProblem } from "../../metafields/check-metafield";
import type { MetafieldDraft } from "../../metafields/metafield";
import type { AppDiscount, DiscountBase } from "../discount";
import type { DiscountClass } from "../discount-class";
import { type InputContext, refuse } from "./input-context";
import { readFunctionId } from "./read-function";
import { OF_APPS, readShared } from "./read-shared";

const MAX_TAGS = 5;
const MAX_TAG_LENGTH = 255;

type Fixed = "id" | "method" | "createdAt" | "updatedAt" | "codes";

export interface AppDiscountInput {
  fields: Omit<AppDiscount, Extract<Fixed, keyof DiscountBase>>;
  metafields: MetafieldDraft[];
}

/** Reads `DiscountAutomaticAppInput` and `DiscountCodeAppInput`. */
export function readAppDiscount(
  reading: InputContext,
  input: Args,
  before: AppDiscount | undefined,
): AppDiscountInput {
  const functionId = readFunctionId(reading, input, before);
  const shared = readShared(reading, input, before, OF_APPS);
  refuseNobody(reading, input, shared.context);
  refuseTags(reading, shared.tags);
  return {
    fields: {
      ...shared,
      kind: "app",
      functionId,
      discountClasses: readClasses(reading, input["discountClasses"], before),
      ...readCycles(reading, input),
    },
    metafields: readMetafields(reading, input["metafields"]),
  };
}

function readClasses(
  reading: InputContext,
  value: unknown,
  before: AppDiscount | undefined,
): DiscountClass[] {
  const classes = (value ?? before?.discountClasses ?? []) as DiscountClass[];
  if (classes.length === 0) {
    refuse(reading, ["discountClasses"], "Discount classes can't be empty.", "INVALID");
  }
  return [...new Set(classes)];
}

/** The input's defaults apply to an update too. Assumed: the sentences, after the codes' descriptions. */
function readCycles(
  reading: InputContext,
  input: Args,
): Pick<
  DiscountBase,
  "recurringCycleLimit" | "appliesOnOneTimePurchase" | "appliesOnSubscription"
> {
  const appliesOnOneTimePurchase = input["appliesOnOneTimePurchase"] !== false;
  const appliesOnSubscription = input["appliesOnSubscription"] !== false;
  const limit = Number(input["recurringCycleLimit"] ?? 1);
  if (!appliesOnOneTimePurchase && !appliesOnSubscription) {
    const message = "Applies on one time purchase and applies on subscription can't both be false.";
    refuse(reading, ["appliesOnSubscription"], message, "APPLIES_ON_NOTHING");
  }
  const path = ["recurringCycleLimit"];
  if (limit < 0) {
    const message = "Recurring cycle limit must be a valid integer greater than or equal to 0.";
    refuse(reading, path, message, "RECURRING_CYCLE_LIMIT_NOT_A_VALID_INTEGER");
  } else if (!appliesOnSubscription && limit !== 1) {
    const message =
      "Recurring cycle limit must be 1 when discount does not apply to subscription items.";
    refuse(reading, path, message, "MULTIPLE_RECURRING_CYCLE_LIMIT_FOR_NON_SUBSCRIPTION_ITEMS");
  }
  return { recurringCycleLimit: limit, appliesOnOneTimePurchase, appliesOnSubscription };
}

/** Recorded for code discounts of apps. */
function refuseNobody(reading: InputContext, input: Args, context: DiscountBase["context"]): void {
  const nobody =
    (context.kind === "customers" && context.customerIds.length === 0) ||
    (context.kind === "segments" && context.segmentIds.length === 0);
  if (!nobody) return;
  const message = "a minimum of one prerequisite segment or prerequisite customer must be provided";
  refuse(reading, [input["context"] == null ? "customerSelection" : "context"], message, "INVALID");
}

/** Assumed: the sentences, after the codes' descriptions in the schema. */
function refuseTags(reading: InputContext, tags: readonly string[]): void {
  if (tags.length > MAX_TAGS) {
    const message = `The number of tags exceeds the maximum of ${MAX_TAGS}.`;
    refuse(reading, ["tags"], message, "TOO_MANY_TAGS");
  }
  if (tags.some((tag) => [...tag].length > MAX_TAG_LENGTH)) {
    const message = `The tag title exceeds the maximum length of ${MAX_TAG_LENGTH} characters.`;
    refuse(reading, ["tags"], message, "INVALID_TAG_LENGTH");
  }
}

/** Assumed: the fields and the code, because recorded ones are for other owners. */
function readMetafields(reading: InputContext, value: unknown): MetafieldDraft[] {
  const inputs = (value ?? []) as readonly Args[];
  return inputs.flatMap((input, index) => {
    const checked = checkMetafield({
      ...input,
      key: input["key"] ?? "",
      value: input["value"] ?? "",
    });
    if (!isProblem(checked)) return [checked];
    const field = checked.field === null ? [] : [checked.field];
    refuse(reading, ["metafields", String(index), ...field], checked.message, "INVALID");
    return [];
  });
}
