import { expect } from "vitest";
import type { DiscountTerms } from "../../../../app/platform/discount-terms";
import { discountWith, expectFailure, successOf, terms } from "./answers";
import type { Check, Purchase, TestDriver } from "./test-driver";

/** Creates a discount. `buy` returns the amount that a purchase saves with it. */
async function made(driver: TestDriver, different: Partial<DiscountTerms>) {
  const expected = terms(different);
  const discount = successOf(await driver.open().createDiscount(expected, "FIRST"));
  const buy = (purchase: Partial<Purchase> = {}): Promise<string | null> =>
    driver.buy({ lines: [line(driver, "100.00", 1)], code: "first", ...purchase });
  return { expected, discount, buy };
}

const line = (driver: TestDriver, price: string, quantity: number, productId = "") => ({
  productId: productId || (driver.objects().products[0]?.id ?? ""),
  price,
  quantity,
});

/** Compares money as numbers because platforms format it with different numbers of zeros. */
const amount = (text: string | null): number | null => (text === null ? null : Number(text));

export const creatingDiscounts: Check[] = [
  {
    name: "takes a percentage off the entire order",
    run: async (driver) => {
      const { expected, discount, buy } = await made(driver, {
        title: "Seven",
        value: { kind: "percentage", percent: 7 },
      });
      expect(discount).toMatchObject({ title: "Seven", status: "active", codesCount: 1 });
      expect(discount.terms).toEqual(expected);
      expect(amount(await buy())).toBe(7);
    },
  },
  {
    name: "keeps percentages as entered",
    run: async (driver) => {
      for (const percent of [0.5, 12.5, 29, 33.3, 57, 100]) {
        const title = `${percent} percent`;
        const value = { kind: "percentage" as const, percent };
        const discount = await discountWith(driver.open(), title, { title, value });
        expect(discount.terms?.value).toEqual(value);
      }
    },
  },
  {
    name: "takes an amount off each item of specific products only",
    run: async (driver) => {
      const [mine, other] = driver.objects().products;
      const { discount, buy } = await made(driver, {
        value: { kind: "fixed_amount", amount: "2.50", eachItem: true },
        items: { kind: "products", ids: [mine?.id ?? ""] },
      });
      expect(discount.terms).toMatchObject({
        value: { kind: "fixed_amount", eachItem: true },
        items: { kind: "products", ids: [mine?.id] },
      });
      expect(amount(await buy({ lines: [line(driver, "10.00", 3, mine?.id)] }))).toBe(7.5);
      expect(await buy({ lines: [line(driver, "10.00", 3, other?.id)] })).toBeNull();
    },
  },
  {
    name: "takes an amount off an order once",
    run: async (driver) => {
      const { discount, buy } = await made(driver, {
        value: { kind: "fixed_amount", amount: "5.00", eachItem: false },
      });
      const { value } = discount.terms ?? terms();
      expect(value).toMatchObject({ kind: "fixed_amount", eachItem: false });
      expect(value.kind === "fixed_amount" && Number(value.amount)).toBe(5);
      expect(amount(await buy({ lines: [line(driver, "10.00", 3)] }))).toBe(5);
    },
  },
  {
    name: "takes a percentage off a collection",
    run: async (driver) => {
      const { collection } = driver.objects();
      const { discount, buy } = await made(driver, {
        items: { kind: "collections", ids: [collection.id] },
      });
      expect(discount.terms?.items).toEqual({ kind: "collections", ids: [collection.id] });
      expect(amount(await buy({ lines: [line(driver, "20.00", 1, collection.inside)] }))).toBe(2);
      expect(await buy({ lines: [line(driver, "20.00", 1, collection.outside)] })).toBeNull();
    },
  },
  {
    name: "gives free shipping up to a price",
    run: async (driver) => {
      const { discount, buy } = await made(driver, {
        value: { kind: "free_shipping", upTo: "9.90" },
      });
      const { value } = discount.terms ?? terms();
      expect(value.kind === "free_shipping" && Number(value.upTo)).toBe(9.9);
      expect(amount(await buy({ shipping: "4.90" }))).toBe(4.9);
      expect(await buy({ shipping: "12.00" })).toBeNull();
    },
  },
  {
    name: "gives Y to customers who buy X",
    run: async (driver) => {
      const [x, y] = driver.objects().products;
      const { expected, discount, buy } = await made(driver, {
        value: {
          kind: "buy_x_get_y",
          buy: { quantity: 2 },
          buyItems: { kind: "products", ids: [x?.id ?? ""] },
          get: { quantity: 1, percent: 50 },
          getItems: { kind: "products", ids: [y?.id ?? ""] },
          usesPerOrder: 1,
        },
      });
      expect(discount.terms?.value).toEqual(expected.value);
      const lines = (bought: number) => [
        line(driver, "10.00", bought, x?.id),
        line(driver, "6.00", 1, y?.id),
      ];
      expect(amount(await buy({ lines: lines(2) }))).toBe(3);
      expect(await buy({ lines: lines(1) })).toBeNull();
    },
  },
  {
    name: "requires a minimum amount or quantity",
    run: async (driver) => {
      const { discount, buy } = await made(driver, { minimum: { subtotal: "50.00" } });
      const { minimum } = discount.terms ?? terms();
      expect(minimum && "subtotal" in minimum && Number(minimum.subtotal)).toBe(50);
      expect(await buy({ lines: [line(driver, "49.99", 1)] })).toBeNull();
      expect(amount(await buy({ lines: [line(driver, "50.00", 1)] }))).toBe(5);
      const items = await discountWith(driver.open(), "ITEMS", { minimum: { quantity: 3 } });
      expect(items.terms?.minimum).toEqual({ quantity: 3 });
      expect(await buy({ code: "ITEMS", lines: [line(driver, "10.00", 2)] })).toBeNull();
    },
  },
  {
    name: "applies only to specific customers or segments",
    run: async (driver) => {
      const { customers, segment } = driver.objects();
      const [inside, outside] = customers;
      const { discount, buy } = await made(driver, {
        customers: { kind: "customers", ids: [inside] },
      });
      expect(discount.terms?.customers).toEqual({ kind: "customers", ids: [inside] });
      expect(amount(await buy({ customerId: inside }))).toBe(10);
      expect(await buy({ customerId: outside })).toBeNull();
      const chosen = { kind: "segments" as const, ids: [segment.id] };
      const second = await discountWith(driver.open(), "SEGMENT", { customers: chosen });
      expect(second.terms?.customers).toEqual(chosen);
      expect(amount(await buy({ code: "SEGMENT", customerId: inside }))).toBe(10);
      expect(await buy({ code: "SEGMENT", customerId: outside })).toBeNull();
    },
  },
  {
    name: "limits uses per customer and in total",
    run: async (driver) => {
      const [one, two] = driver.objects().customers;
      const { expected, discount, buy } = await made(driver, {
        oncePerCustomer: true,
        usageLimit: 2,
        combinesWith: { product: true, order: false, shipping: true },
      });
      expect(discount.terms).toEqual(expected);
      expect(await buy({ customerId: one })).not.toBeNull();
      expect(await buy({ customerId: one })).toBeNull();
      expect(await buy({ customerId: two })).not.toBeNull();
      expect(await buy()).toBeNull();
    },
  },
  {
    name: "starts and ends on time",
    run: async (driver) => {
      const dates = { startsAt: "2099-01-01T00:00:00Z", endsAt: "2099-02-01T12:30:00Z" };
      const { discount, buy } = await made(driver, dates);
      expect(discount.status).toBe("scheduled");
      expect(discount.startsAt).toEqual(new Date(dates.startsAt));
      expect(discount.endsAt).toEqual(new Date(dates.endsAt));
      expect(await buy()).toBeNull();
      const over = { startsAt: "2020-01-01T00:00:00Z", endsAt: "2020-02-01T00:00:00Z" };
      expect((await discountWith(driver.open(), "OVER", over)).status).toBe("expired");
    },
  },
  {
    name: "rejects contradictory terms and names the field",
    run: async (driver) => {
      const backwards = { startsAt: "2026-02-01T00:00:00Z", endsAt: "2026-01-01T00:00:00Z" };
      expect(await driver.open().createDiscount(terms(backwards), "FIRST")).toMatchObject({
        failure: { kind: "discount_refused", problems: [{ field: "endsAt" }] },
      });
      expect(await driver.open().findCodes(["FIRST"])).toEqual({ ok: true, value: new Map() });
    },
  },
  {
    name: "rejects items that don't exist and names the field",
    run: async (driver) => {
      const strange = [
        { items: { kind: "products" as const, ids: ["nonsense"] } },
        { items: { kind: "products" as const, ids: [driver.objects().collection.id] } },
      ];
      for (const different of strange) {
        expect(await driver.open().createDiscount(terms(different), "FIRST")).toMatchObject({
          failure: { kind: "discount_refused", problems: [{ field: "items" }] },
        });
      }
      expect(await driver.discountTitles()).not.toContain("Ten percent");
    },
  },
  {
    name: "rejects a first code that another discount has",
    run: async (driver) => {
      await discountWith(driver.open(), "MINE", { title: "First come" });
      const second = await driver.open().createDiscount(terms(), "mine");
      expect(second).toMatchObject({
        failure: { kind: "discount_refused", problems: [{ field: "code" }] },
      });
      expectFailure(second, "discount_refused");
      expect(await driver.discountTitles()).not.toContain("Ten percent");
    },
  },
  {
    name: "creates one discount for two requests with the same first code",
    run: async (driver) => {
      const first = await discountWith(driver.open());
      expect(await discountWith(driver.open())).toEqual(first);
      const titles = await driver.discountTitles();
      expect(titles.filter((title) => title === "Ten percent")).toHaveLength(1);
    },
  },
];
