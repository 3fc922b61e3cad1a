import { describe, expect, it } from "vitest";
import type { DiscountTerms } from "../../platform/discount-terms";
import { discountSentence } from "./discount-sentence";

const context = {
  currency: "EUR",
  timeZone: "Europe/Berlin",
  now: new Date("2026-11-21T12:00:00Z"),
};

const plain: DiscountTerms = {
  title: "Welcome",
  value: { kind: "percentage", percent: 20 },
  items: { kind: "all" },
  minimum: null,
  customers: { kind: "all" },
  oncePerCustomer: false,
  usageLimit: null,
  combinesWith: { product: false, order: false, shipping: false },
  startsAt: "2026-11-01T00:00:00Z",
  endsAt: null,
};
const sentence = (terms: Partial<DiscountTerms>) =>
  discountSentence({ ...plain, ...terms }, context);

describe("the summary of a discount", () => {
  it("includes all conditions in one sentence", () => {
    expect(
      sentence({
        minimum: { subtotal: "50.0" },
        oncePerCustomer: true,
        endsAt: "2026-12-31T22:59:59Z",
      }),
    ).toBe("20% off the entire order, from €50, once per customer, until December 31, 2026");
  });

  const products = { kind: "products" as const, ids: ["1", "2", "3"] };
  const collection = { kind: "collections" as const, ids: ["9"] };

  it.each<[Partial<DiscountTerms>, string]>([
    [{}, "20% off the entire order"],
    [{ value: { kind: "percentage", percent: 12.5 } }, "12.5% off the entire order"],
    [{ items: products }, "20% off 3 products"],
    [{ items: collection }, "20% off 1 collection"],
    [
      { value: { kind: "fixed_amount", amount: "7.50", eachItem: false } },
      "€7.50 off the entire order",
    ],
    [
      { value: { kind: "fixed_amount", amount: "10.00", eachItem: false }, items: products },
      "€10 off 3 products, once per order",
    ],
    [
      { value: { kind: "fixed_amount", amount: "10.00", eachItem: true }, items: collection },
      "€10 off each item of 1 collection",
    ],
    [{ value: { kind: "free_shipping", upTo: null } }, "Free shipping"],
    [{ value: { kind: "free_shipping", upTo: "12.00" } }, "Free shipping for rates up to €12"],
  ])("shows the value of %j", (terms, words) => {
    expect(sentence(terms)).toBe(words);
  });

  it.each<[Partial<Extract<DiscountTerms["value"], { kind: "buy_x_get_y" }>>, string]>([
    [{}, "Buy 2 items of 3 products, get 1 item of 1 collection free"],
    [
      { buy: { amount: "80.00" }, buyItems: { kind: "all" } },
      "Spend €80 on any product, get 1 item of 1 collection free",
    ],
    [
      { get: { quantity: 2, percent: 50 }, usesPerOrder: 3 },
      "Buy 2 items of 3 products, get 2 items of 1 collection at 50% off, at most 3 times per order",
    ],
    [
      { usesPerOrder: 1 },
      "Buy 2 items of 3 products, get 1 item of 1 collection free, once per order",
    ],
  ])("shows what customers buy and get: %j", (value, words) => {
    expect(
      sentence({
        value: {
          kind: "buy_x_get_y",
          buy: { quantity: 2 },
          buyItems: products,
          get: { quantity: 1, percent: 100 },
          getItems: collection,
          usesPerOrder: null,
          ...value,
        },
      }),
    ).toBe(words);
  });

  it.each<[Partial<DiscountTerms>, string]>([
    [{ minimum: { quantity: 1 } }, "from 1 item"],
    [{ minimum: { subtotal: "49.90" } }, "from €49.90"],
    [{ customers: { kind: "customers", ids: ["1"] } }, "for 1 specific customer"],
    [{ customers: { kind: "segments", ids: ["1", "2"] } }, "for 2 customer segments"],
    [{ usageLimit: 1 }, "each code once"],
    [{ usageLimit: 2 }, "each code twice at most"],
    [{ usageLimit: 1500 }, "each code at most 1,500 times"],
    [
      { combinesWith: { product: false, order: false, shipping: true } },
      "combines with shipping discounts",
    ],
    [
      { combinesWith: { product: true, order: true, shipping: true } },
      "combines with product, order and shipping discounts",
    ],
    [{ startsAt: "2026-11-30T23:00:00Z" }, "starting December 1, 2026"],
    [{ startsAt: "2026-12-01T08:30:00Z" }, "starting December 1, 2026 at 9:30 AM"],
    [{ endsAt: "2026-12-31T17:00:00Z" }, "until December 31, 2026 at 6:00 PM"],
    [{ endsAt: "2026-11-20T22:59:00Z" }, "ended November 20, 2026"],
  ])("shows the condition %j", (terms, words) => {
    expect(sentence(terms)).toBe(`20% off the entire order, ${words}`);
  });
});
