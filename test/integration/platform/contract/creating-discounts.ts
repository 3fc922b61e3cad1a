import { expect } from "vitest";
import type { DiscountTerms } from "../../../../app/platform/discount-terms";
import { discountWith, expectFailure, successOf, terms } from "./answers";
import type { Check, Purchase, TestDriver } from "./test-driver";

/** Makes a discount, and tells what it takes off purchases, and how it reads. */
async function made(witness: TestDriver, different: Partial<DiscountTerms>) {
  const asked = terms(different);
  const discount = successOf(await witness.open().createDiscount(asked, "FIRST"));
  const buy = (purchase: Partial<Purchase> = {}): Promise<string | null> =>
    witness.buy({ lines: [line(witness, "100.00", 1)], code: "first", ...purchase });
  return { asked, discount, buy };
}

const line = (witness: TestDriver, price: string, quantity: number, productId = "") => ({
  productId: productId || (witness.things().products[0]?.id ?? ""),
  price,
  quantity,
});

/** Money is compared as numbers: platforms write it with more or fewer zeros. */
const amount = (text: string | null): number | null => (text === null ? null : Number(text));

export const creatingDiscounts: Check[] = [
  {
    name: "takes a percentage off everything, exactly",
    run: async (witness) => {
      const { asked, discount, buy } = await made(witness, {
        title: "Seven",
        value: { kind: "percentage", percent: 7 },
      });
      expect(discount).toMatchObject({ title: "Seven", status: "active", codesCount: 1 });
      expect(discount.terms).toEqual(asked);
      expect(amount(await buy())).toBe(7);
    },
  },
  {
    name: "keeps percentages as they were typed",
    run: async (witness) => {
      for (const percent of [0.5, 12.5, 29, 33.3, 57, 100]) {
        const title = `${percent} percent`;
        const value = { kind: "percentage" as const, percent };
        const discount = await discountWith(witness.open(), title, { title, value });
        expect(discount.terms?.value).toEqual(value);
      }
    },
  },
  {
    name: "takes an amount off each item of chosen products, and off no other",
    run: async (witness) => {
      const [mine, other] = witness.things().products;
      const { discount, buy } = await made(witness, {
        value: { kind: "fixed_amount", amount: "2.50", eachItem: true },
        items: { kind: "products", ids: [mine?.id ?? ""] },
      });
      expect(discount.terms).toMatchObject({
        value: { kind: "fixed_amount", eachItem: true },
        items: { kind: "products", ids: [mine?.id] },
      });
      expect(amount(await buy({ lines: [line(witness, "10.00", 3, mine?.id)] }))).toBe(7.5);
      expect(await buy({ lines: [line(witness, "10.00", 3, other?.id)] })).toBeNull();
    },
  },
  {
    name: "takes an amount off an order once",
    run: async (witness) => {
      const { discount, buy } = await made(witness, {
        value: { kind: "fixed_amount", amount: "5.00", eachItem: false },
      });
      const { value } = discount.terms ?? terms();
      expect(value).toMatchObject({ kind: "fixed_amount", eachItem: false });
      expect(value.kind === "fixed_amount" && Number(value.amount)).toBe(5);
      expect(amount(await buy({ lines: [line(witness, "10.00", 3)] }))).toBe(5);
    },
  },
  {
    name: "takes a percentage off a collection",
    run: async (witness) => {
      const { collection } = witness.things();
      const { discount, buy } = await made(witness, {
        items: { kind: "collections", ids: [collection.id] },
      });
      expect(discount.terms?.items).toEqual({ kind: "collections", ids: [collection.id] });
      expect(amount(await buy({ lines: [line(witness, "20.00", 1, collection.inside)] }))).toBe(2);
      expect(await buy({ lines: [line(witness, "20.00", 1, collection.outside)] })).toBeNull();
    },
  },
  {
    name: "sends for nothing, up to a price",
    run: async (witness) => {
      const { discount, buy } = await made(witness, {
        value: { kind: "free_shipping", upTo: "9.90" },
      });
      const { value } = discount.terms ?? terms();
      expect(value.kind === "free_shipping" && Number(value.upTo)).toBe(9.9);
      expect(amount(await buy({ shipping: "4.90" }))).toBe(4.9);
      expect(await buy({ shipping: "12.00" })).toBeNull();
    },
  },
  {
    name: "gives Y to those who buy X",
    run: async (witness) => {
      const [x, y] = witness.things().products;
      const { asked, discount, buy } = await made(witness, {
        value: {
          kind: "buy_x_get_y",
          buy: { quantity: 2 },
          buyItems: { kind: "products", ids: [x?.id ?? ""] },
          get: { quantity: 1, percent: 50 },
          getItems: { kind: "products", ids: [y?.id ?? ""] },
          usesPerOrder: 1,
        },
      });
      expect(discount.terms?.value).toEqual(asked.value);
      const lines = (bought: number) => [
        line(witness, "10.00", bought, x?.id),
        line(witness, "6.00", 1, y?.id),
      ];
      expect(amount(await buy({ lines: lines(2) }))).toBe(3);
      expect(await buy({ lines: lines(1) })).toBeNull();
    },
  },
  {
    name: "asks for a minimum, of money or of items",
    run: async (witness) => {
      const { discount, buy } = await made(witness, { minimum: { subtotal: "50.00" } });
      const { minimum } = discount.terms ?? terms();
      expect(minimum && "subtotal" in minimum && Number(minimum.subtotal)).toBe(50);
      expect(await buy({ lines: [line(witness, "49.99", 1)] })).toBeNull();
      expect(amount(await buy({ lines: [line(witness, "50.00", 1)] }))).toBe(5);
      const items = await discountWith(witness.open(), "ITEMS", { minimum: { quantity: 3 } });
      expect(items.terms?.minimum).toEqual({ quantity: 3 });
      expect(await buy({ code: "ITEMS", lines: [line(witness, "10.00", 2)] })).toBeNull();
    },
  },
  {
    name: "is for chosen customers or segments only",
    run: async (witness) => {
      const { customers, segment } = witness.things();
      const [inside, outside] = customers;
      const { discount, buy } = await made(witness, {
        customers: { kind: "customers", ids: [inside] },
      });
      expect(discount.terms?.customers).toEqual({ kind: "customers", ids: [inside] });
      expect(amount(await buy({ customerId: inside }))).toBe(10);
      expect(await buy({ customerId: outside })).toBeNull();
      const chosen = { kind: "segments" as const, ids: [segment.id] };
      const second = await discountWith(witness.open(), "SEGMENT", { customers: chosen });
      expect(second.terms?.customers).toEqual(chosen);
      expect(amount(await buy({ code: "SEGMENT", customerId: inside }))).toBe(10);
      expect(await buy({ code: "SEGMENT", customerId: outside })).toBeNull();
    },
  },
  {
    name: "serves a customer once, and so many in all",
    run: async (witness) => {
      const [one, two] = witness.things().customers;
      const { asked, discount, buy } = await made(witness, {
        oncePerCustomer: true,
        usageLimit: 2,
        combinesWith: { product: true, order: false, shipping: true },
      });
      expect(discount.terms).toEqual(asked);
      expect(await buy({ customerId: one })).not.toBeNull();
      expect(await buy({ customerId: one })).toBeNull();
      expect(await buy({ customerId: two })).not.toBeNull();
      expect(await buy()).toBeNull();
    },
  },
  {
    name: "begins and ends when it should",
    run: async (witness) => {
      const dates = { startsAt: "2099-01-01T00:00:00Z", endsAt: "2099-02-01T12:30:00Z" };
      const { discount, buy } = await made(witness, dates);
      expect(discount.status).toBe("scheduled");
      expect(discount.startsAt).toEqual(new Date(dates.startsAt));
      expect(discount.endsAt).toEqual(new Date(dates.endsAt));
      expect(await buy()).toBeNull();
      const over = { startsAt: "2020-01-01T00:00:00Z", endsAt: "2020-02-01T00:00:00Z" };
      expect((await discountWith(witness.open(), "OVER", over)).status).toBe("expired");
    },
  },
  {
    name: "refuses terms that contradict themselves, and says where",
    run: async (witness) => {
      const backwards = { startsAt: "2026-02-01T00:00:00Z", endsAt: "2026-01-01T00:00:00Z" };
      expect(await witness.open().createDiscount(terms(backwards), "FIRST")).toMatchObject({
        failure: { kind: "discount_refused", problems: [{ field: "endsAt" }] },
      });
      expect(await witness.open().findCodes(["FIRST"])).toEqual({ ok: true, value: new Map() });
    },
  },
  {
    name: "refuses things that do not exist, and says where",
    run: async (witness) => {
      const strange = [
        { items: { kind: "products" as const, ids: ["nonsense"] } },
        { items: { kind: "products" as const, ids: [witness.things().collection.id] } },
      ];
      for (const different of strange) {
        expect(await witness.open().createDiscount(terms(different), "FIRST")).toMatchObject({
          failure: { kind: "discount_refused", problems: [{ field: "items" }] },
        });
      }
      expect(await witness.discountTitles()).not.toContain("Ten percent");
    },
  },
  {
    name: "refuses a first code that another discount has",
    run: async (witness) => {
      await discountWith(witness.open(), "MINE", { title: "First come" });
      const second = await witness.open().createDiscount(terms(), "mine");
      expect(second).toMatchObject({
        failure: { kind: "discount_refused", problems: [{ field: "code" }] },
      });
      expectFailure(second, "discount_refused");
      expect(await witness.discountTitles()).not.toContain("Ten percent");
    },
  },
  {
    name: "makes a discount once when it is asked twice with one first code",
    run: async (witness) => {
      const first = await discountWith(witness.open());
      expect(await discountWith(witness.open())).toEqual(first);
      const titles = await witness.discountTitles();
      expect(titles.filter((title) => title === "Ten percent")).toHaveLength(1);
    },
  },
];
