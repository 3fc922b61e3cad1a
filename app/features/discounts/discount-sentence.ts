import { DateTime } from "luxon";
import { count, number, shortMoney } from "../../core/format";
import type { DiscountItems, DiscountTerms } from "../../platform/discount-terms";

/** What the sentence needs besides the terms. */
export interface SentenceContext {
  /** The shop's currency, ISO 4217. */
  currency: string;
  /** IANA name. */
  timeZone: string;
  now: Date;
}

/**
 * A discount's value and conditions as one sentence without a period:
 * `20% off the entire order, from €50, once per customer, until December 31, 2026`. A start that has
 * passed is omitted.
 */
export function discountSentence(terms: DiscountTerms, context: SentenceContext): string {
  const { minimum, oncePerCustomer } = terms;
  const money = (amount: string) => shortMoney(amount, context.currency);
  return [
    worth(terms, money),
    minimum && "subtotal" in minimum && `from ${money(minimum.subtotal)}`,
    minimum && "quantity" in minimum && `from ${count(minimum.quantity, "item")}`,
    buyers(terms.customers),
    oncePerCustomer && "once per customer",
    terms.usageLimit !== null && `each code ${times(terms.usageLimit)}`,
    combinations(terms.combinesWith),
    ...span(terms, context),
  ]
    .filter(Boolean)
    .join(", ");
}

/** As `discountSentence`, or the platform's own summary for discounts whose terms we can't read. */
export function discountWorth(
  { terms, summary }: { terms: DiscountTerms | null; summary: string },
  context: SentenceContext,
): string {
  return terms ? discountSentence(terms, context) : summary || "Managed by another app";
}

function worth({ value, items }: DiscountTerms, money: (amount: string) => string): string {
  switch (value.kind) {
    case "percentage":
      return `${percentText(value.percent)} off ${target(items)}`;
    case "fixed_amount":
      if (items.kind === "all") return `${money(value.amount)} off the entire order`;
      return value.eachItem
        ? `${money(value.amount)} off each item of ${itemsText(items)}`
        : `${money(value.amount)} off ${itemsText(items)}, once per order`;
    case "free_shipping":
      return `Free shipping${value.upTo === null ? "" : ` for rates up to ${money(value.upTo)}`}`;
    case "buy_x_get_y": {
      const { buy, get } = value;
      const condition =
        "quantity" in buy
          ? `Buy ${count(buy.quantity, "item")} of ${itemsText(value.buyItems)}`
          : `Spend ${money(buy.amount)} on ${itemsText(value.buyItems)}`;
      const price = get.percent === 100 ? "free" : `at ${percentText(get.percent)} off`;
      const often = value.usesPerOrder === null ? "" : `, ${times(value.usesPerOrder)} per order`;
      return `${condition}, get ${count(get.quantity, "item")} of ${itemsText(value.getItems)} ${price}${often}`;
    }
  }
}

const target = (items: DiscountItems) =>
  items.kind === "all" ? "the entire order" : itemsText(items);

function itemsText(items: DiscountItems): string {
  switch (items.kind) {
    case "all":
      return "any product";
    case "products":
      return count(items.ids.length, "product");
    case "collections":
      return count(items.ids.length, "collection");
  }
}

function buyers(customers: DiscountTerms["customers"]): string | null {
  if (customers.kind === "all") return null;
  const noun = customers.kind === "customers" ? "specific customer" : "customer segment";
  return `for ${count(customers.ids.length, noun)}`;
}

function combinations({ product, order, shipping }: DiscountTerms["combinesWith"]): string | null {
  const named = [product && "product", order && "order", shipping && "shipping"].filter(
    (name) => name !== false,
  );
  const last = named.pop();
  if (last === undefined) return null;
  const list = named.length > 0 ? `${named.join(", ")} and ${last}` : last;
  return `combines with ${list} discounts`;
}

function span({ startsAt, endsAt }: DiscountTerms, context: SentenceContext): (string | null)[] {
  const starts = new Date(startsAt);
  const ends = endsAt === null ? null : new Date(endsAt);
  return [
    starts > context.now ? `starting ${when(starts, context, "00:00")}` : null,
    ends && `${ends > context.now ? "until" : "ended"} ${when(ends, context, "23:59")}`,
  ];
}

/** A date in the shop's time zone, with the time unless it is the usual one. */
function when(moment: Date, { timeZone }: SentenceContext, usual: string): string {
  const local = DateTime.fromJSDate(moment, { zone: timeZone }).setLocale("en-US");
  const time = local.toFormat("HH:mm");
  return `${local.toFormat("MMMM d, yyyy")}${time === usual ? "" : local.toFormat(" 'at' h:mm a")}`;
}

function percentText(percent: number): string {
  return `${Number(percent.toFixed(2))}%`;
}

function times(uses: number): string {
  if (uses === 1) return "once";
  return uses === 2 ? "twice at most" : `at most ${number(uses)} times`;
}
