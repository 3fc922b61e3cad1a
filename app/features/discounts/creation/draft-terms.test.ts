import { describe, expect, it } from "vitest";
import { type DiscountDraft, emptyDraft } from "./discount-draft";
import { draftTerms } from "./draft-terms";

const draft = (fields: Partial<DiscountDraft>): DiscountDraft => ({
  ...emptyDraft("2026-11-21"),
  title: "Welcome",
  percent: "20",
  ...fields,
});
const read = (fields: Partial<DiscountDraft>) => draftTerms(draft(fields), "Europe/Berlin");
const fieldsRefused = (fields: Partial<DiscountDraft>) =>
  read(fields).problems.map(({ field }) => field);

const beans = { id: "product-1", title: "Beans" };
const mugs = { id: "collection-9", title: "Mugs" };
const products = { kind: "products" as const, products: [beans], collections: [mugs] };
const collections = { ...products, kind: "collections" as const };

describe("parsing the form of a new discount", () => {
  it("needs only a title and a percentage", () => {
    expect(read({})).toEqual({
      problems: [],
      terms: {
        title: "Welcome",
        value: { kind: "percentage", percent: 20 },
        items: { kind: "all" },
        minimum: null,
        customers: { kind: "all" },
        oncePerCustomer: false,
        usageLimit: 1,
        combinesWith: { product: false, order: false, shipping: false },
        startsAt: "2026-11-20T23:00:00Z",
        endsAt: null,
      },
    });
  });

  it("parses dates in the shop's time zone, the end to its last second", () => {
    const { terms } = read({ startTime: "09:30", endDay: "2027-06-30" });
    expect(terms).toMatchObject({
      startsAt: "2026-11-21T08:30:00Z",
      endsAt: "2027-06-30T21:59:59Z",
    });
  });

  it.each([
    [{ percent: " 12,5 %" }, { value: { kind: "percentage", percent: 12.5 } }],
    [
      { kind: "fixed_amount" as const, amount: "7,50", eachItem: true },
      { value: { kind: "fixed_amount", amount: "7.50", eachItem: false }, items: { kind: "all" } },
    ],
    [
      { kind: "fixed_amount" as const, amount: "5", eachItem: true, items: products },
      {
        value: { kind: "fixed_amount", amount: "5", eachItem: true },
        items: { kind: "products", ids: ["product-1"] },
      },
    ],
    [
      { kind: "free_shipping" as const, upTo: "", items: products },
      { value: { kind: "free_shipping", upTo: null }, items: { kind: "all" } },
    ],
    [
      { kind: "free_shipping" as const, upTo: "9.90" },
      { value: { kind: "free_shipping", upTo: "9.90" } },
    ],
    [{ minimum: "subtotal" as const, minimumSubtotal: "50" }, { minimum: { subtotal: "50" } }],
    [{ minimum: "quantity" as const, minimumQuantity: "3" }, { minimum: { quantity: 3 } }],
    [{ usageLimit: "" }, { usageLimit: null }],
    [
      { customers: { kind: "segments" as const, customers: [], segments: [mugs] } },
      { customers: { kind: "segments", ids: ["collection-9"] } },
    ],
  ])("reads %j", (fields, terms) => {
    expect(read(fields)).toMatchObject({ problems: [], terms });
  });

  it("parses what customers buy and get", () => {
    const fields = {
      kind: "buy_x_get_y" as const,
      buyBy: "amount" as const,
      buyAmount: "80",
      buyItems: collections,
      getQuantity: "2",
      getFor: "percent" as const,
      getPercent: "50",
      getItems: products,
      usesPerOrder: "1",
      // Fields of other kinds are ignored.
      minimum: "subtotal" as const,
      percent: "no number",
    };
    expect(read(fields)).toMatchObject({
      problems: [],
      terms: {
        value: {
          kind: "buy_x_get_y",
          buy: { amount: "80" },
          buyItems: { kind: "collections", ids: ["collection-9"] },
          get: { quantity: 2, percent: 50 },
          getItems: { kind: "products", ids: ["product-1"] },
          usesPerOrder: 1,
        },
        minimum: null,
      },
    });
  });

  it.each<[Partial<DiscountDraft>, string[]]>([
    [{ title: "  " }, ["title"]],
    [{ title: "x".repeat(256) }, ["title"]],
    [{ percent: "" }, ["value.percent"]],
    [{ percent: "0" }, ["value.percent"]],
    [{ percent: "101" }, ["value.percent"]],
    [{ kind: "fixed_amount", amount: "-3" }, ["value.amount"]],
    [{ kind: "fixed_amount", amount: "1.234" }, ["value.amount"]],
    [{ kind: "free_shipping", upTo: "much" }, ["value.upTo"]],
    [{ items: { ...products, products: [] } }, ["items"]],
    [{ items: { ...collections, collections: [] } }, ["items"]],
    [{ minimum: "subtotal" }, ["minimum.subtotal"]],
    [{ minimum: "quantity", minimumQuantity: "1.5" }, ["minimum.quantity"]],
    [{ customers: { kind: "customers", customers: [], segments: [] } }, ["customers"]],
    [{ usageLimit: "0" }, ["usageLimit"]],
    [{ startDay: "" }, ["startsAt"]],
    [{ startDay: "2026-13-01" }, ["startsAt"]],
    [{ endDay: "2026-11-20" }, ["endsAt"]],
    [{ endDay: "2026-11-21", endTime: "" }, ["endsAt"]],
    [
      { kind: "buy_x_get_y", buyQuantity: "0", getFor: "percent", usesPerOrder: "x" },
      ["value.buy", "value.get.percent", "value.buyItems", "value.getItems", "value.usesPerOrder"],
    ],
  ])("refuses %j", (fields, refused) => {
    expect(fieldsRefused(fields)).toEqual(refused);
  });

  it("returns the terms even while the title or a product is missing", () => {
    expect(read({ title: "", items: { ...products, products: [] } }).terms).toMatchObject({
      value: { kind: "percentage", percent: 20 },
      items: { kind: "products", ids: [] },
    });
    expect(read({ percent: "" }).terms).toBeNull();
  });
});
