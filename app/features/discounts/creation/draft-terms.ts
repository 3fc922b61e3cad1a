import { DateTime } from "luxon";
import type { DiscountItems, DiscountTerms } from "../../../platform/discount-terms";
import type { DiscountProblem } from "../../../platform/platform-failure";
import type { DiscountDraft, DraftItems } from "./discount-draft";

/**
 * Parses a draft into terms and problems by field. With problems, the terms are as complete as possible
 * (null if impossible), for the summary that is displayed while typing.
 */
export function draftTerms(
  draft: DiscountDraft,
  timeZone: string,
): { terms: DiscountTerms | null; problems: DiscountProblem[] } {
  const reader = new DraftReader();
  const title = draft.title.trim();
  if (title === "") reader.refuse("title", "Enter a title.");
  if (title.length > 255) reader.refuse("title", "Use 255 characters or fewer.");
  const value = readValue(reader, draft);
  const targeted = draft.kind === "percentage" || draft.kind === "fixed_amount";
  const items = targeted ? reader.items("items", draft.items) : { kind: "all" as const };
  const minimum = readMinimum(reader, draft);
  const customers = readCustomers(reader, draft.customers);
  const usageLimit = reader.optionalWhole("usageLimit", draft.usageLimit);
  const startsAt = reader.moment("startsAt", draft.startDay, draft.startTime, timeZone);
  const endsAt =
    draft.endDay === ""
      ? null
      : reader.moment("endsAt", draft.endDay, draft.endTime, timeZone, { lastSecond: true });
  if (startsAt && endsAt && endsAt <= startsAt) {
    reader.refuse("endsAt", "The discount must end after it starts.");
  }
  const known = value !== null && minimum !== undefined && startsAt !== null;
  return {
    problems: reader.problems,
    terms: known
      ? {
          title,
          value,
          items,
          minimum,
          customers,
          oncePerCustomer: draft.oncePerCustomer,
          usageLimit,
          combinesWith: draft.combinesWith,
          startsAt,
          endsAt,
        }
      : null,
  };
}

function readValue(reader: DraftReader, draft: DiscountDraft): DiscountTerms["value"] | null {
  switch (draft.kind) {
    case "percentage": {
      const percent = reader.percent("value.percent", draft.percent);
      return percent === null ? null : { kind: "percentage", percent };
    }
    case "fixed_amount": {
      const amount = reader.amount("value.amount", draft.amount);
      const eachItem = draft.items.kind !== "all" && draft.eachItem;
      return amount === null ? null : { kind: "fixed_amount", amount, eachItem };
    }
    case "free_shipping": {
      const upTo = draft.upTo.trim() === "" ? null : reader.amount("value.upTo", draft.upTo);
      return { kind: "free_shipping", upTo };
    }
    case "buy_x_get_y":
      return readBuyGet(reader, draft);
  }
}

function readBuyGet(reader: DraftReader, draft: DiscountDraft): DiscountTerms["value"] | null {
  const buy =
    draft.buyBy === "quantity"
      ? reader.wrap("quantity", reader.whole("value.buy", draft.buyQuantity))
      : reader.wrap("amount", reader.amount("value.buy", draft.buyAmount));
  const quantity = reader.whole("value.get.quantity", draft.getQuantity);
  const percent =
    draft.getFor === "free" ? 100 : reader.percent("value.get.percent", draft.getPercent);
  const buyItems = reader.items("value.buyItems", draft.buyItems);
  const getItems = reader.items("value.getItems", draft.getItems);
  const usesPerOrder = reader.optionalWhole("value.usesPerOrder", draft.usesPerOrder);
  if (buy === null || quantity === null || percent === null) return null;
  return {
    kind: "buy_x_get_y",
    buy: buy as { quantity: number } | { amount: string },
    buyItems,
    get: { quantity, percent },
    getItems,
    usesPerOrder,
  };
}

/** Undefined if it's invalid. */
function readMinimum(
  reader: DraftReader,
  draft: DiscountDraft,
): DiscountTerms["minimum"] | undefined {
  // "Buy X get Y" has no other minimum than the items to buy.
  if (draft.minimum === "none" || draft.kind === "buy_x_get_y") return null;
  if (draft.minimum === "subtotal") {
    const subtotal = reader.amount("minimum.subtotal", draft.minimumSubtotal);
    return subtotal === null ? undefined : { subtotal };
  }
  const quantity = reader.whole("minimum.quantity", draft.minimumQuantity);
  return quantity === null ? undefined : { quantity };
}

function readCustomers(
  reader: DraftReader,
  { kind, ...lists }: DiscountDraft["customers"],
): DiscountTerms["customers"] {
  if (kind === "all") return { kind };
  const ids = lists[kind].map(({ id }) => id);
  if (ids.length === 0) {
    reader.refuse(
      "customers",
      kind === "customers" ? "Choose at least one customer." : "Choose at least one segment.",
    );
  }
  return { kind, ids };
}

const maxWholeNumber = 1_000_000;

/** Parses fields and collects their problems. */
class DraftReader {
  problems: DiscountProblem[] = [];

  refuse(field: string, message: string): null {
    this.problems.push({ field, message });
    return null;
  }

  wrap<Key extends string, Value>(key: Key, value: Value | null): Record<Key, Value> | null {
    return value === null ? null : ({ [key]: value } as Record<Key, Value>);
  }

  percent(field: string, text: string): number | null {
    const value = Number(text.trim().replace(",", ".").replace(/\s*%$/, "") || Number.NaN);
    if (value > 0 && value <= 100) return Math.round(value * 100) / 100 || 0.01;
    return this.refuse(field, "Enter a percentage above 0 and up to 100.");
  }

  /** Normalizes an amount such as `12,50` to a decimal with a period. */
  amount(field: string, text: string): string | null {
    const decimal = text.trim().replace(",", ".");
    if (/^\d{1,12}(\.\d{1,2})?$/.test(decimal) && Number(decimal) > 0) return decimal;
    return this.refuse(field, "Enter an amount above 0, for example 12.50.");
  }

  whole(field: string, text: string): number | null {
    const value = Number(text.trim() || Number.NaN);
    if (Number.isInteger(value) && value >= 1 && value <= maxWholeNumber) return value;
    return this.refuse(field, "Enter a whole number of 1 or more.");
  }

  optionalWhole(field: string, text: string): number | null {
    return text.trim() === "" ? null : this.whole(field, text);
  }

  items(field: string, { kind, ...lists }: DraftItems): DiscountItems {
    if (kind === "all") return { kind };
    const ids = lists[kind].map(({ id }) => id);
    if (ids.length === 0) {
      this.refuse(
        field,
        kind === "products" ? "Choose at least one product." : "Choose at least one collection.",
      );
    }
    return { kind, ids };
  }

  /** A local date and time as an instant. For an end, the last second of that minute. */
  moment(
    field: string,
    day: string,
    time: string,
    timeZone: string,
    { lastSecond = false } = {},
  ): string | null {
    const local = DateTime.fromFormat(`${day} ${time}`, "yyyy-MM-dd HH:mm", { zone: timeZone });
    if (!local.isValid) return this.refuse(field, "Enter a date and time.");
    return local
      .set({ second: lastSecond ? 59 : 0 })
      .toUTC()
      .toISO({ suppressMilliseconds: true });
  }
}
