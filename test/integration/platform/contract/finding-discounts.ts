import { expect } from "vitest";
import { discountWith, everyPage, expectFailure, successOf } from "./answers";
import type { Check } from "./test-driver";

export const findingDiscounts: Check[] = [
  {
    name: "lists discounts newest first, once each across pages",
    run: async (driver) => {
      const platform = driver.open();
      for (const title of ["One", "Two", "Three"]) await discountWith(platform, title, { title });
      const pages = await everyPage((cursor) =>
        platform.listDiscounts({ search: "", cursor, limit: 2 }),
      );
      expect(pages.every(({ discounts }) => discounts.length <= 2)).toBe(true);
      const listed = pages.flatMap(({ discounts }) => discounts.map(({ title }) => title));
      expect(listed.filter((title) => ["One", "Two", "Three"].includes(title))).toEqual([
        "Three",
        "Two",
        "One",
      ]);
      expect(new Set(listed).size).toBe(listed.length);
    },
  },
  {
    name: "finds discounts by the start of words in their titles, whatever characters are typed",
    run: async (driver) => {
      const platform = driver.open();
      await discountWith(platform, "AUTUMN", { title: "Autumn mailing: 10% (VIP)" });
      const found = async (search: string) => {
        const query = { search, cursor: null, limit: 10 };
        const { discounts } = successOf(await platform.listDiscounts(query));
        return discounts.map(({ title }) => title);
      };
      for (const search of ["autumn", "MAIL aut", "vip", '"autumn', "(vip) -", "mailing:", "10%"]) {
        expect(await found(search)).toContain("Autumn mailing: 10% (VIP)");
      }
      expect(await found("nothing of this name")).toEqual([]);
      expect(await found("status:expired OR autumn")).toEqual([]);
      expect(await found("autumn ".repeat(2_000))).toContain("Autumn mailing: 10% (VIP)");
    },
  },
  {
    name: "reads a discount, and finds none by invalid IDs",
    run: async (driver) => {
      const platform = driver.open();
      const discount = await discountWith(platform);
      expect(successOf(await platform.readDiscount(discount.id))).toEqual(discount);
      const { id: product = "" } = driver.objects().products[0] ?? {};
      const unknown = discount.id.replace(/\d+$/, "1");
      for (const id of [
        unknown,
        product,
        "",
        "7",
        "' OR 1=1",
        `${discount.id}0`,
        "é".repeat(500),
      ]) {
        expectFailure(await platform.readDiscount(id), "discount_not_found");
        expectFailure(await platform.setDiscountActive(id, true), "discount_not_found");
        expectFailure(await platform.addCodes(id, ["A"]), "discount_not_found");
        expectFailure(await platform.listCodes(id, null, 10), "discount_not_found");
        expectFailure(await platform.removeCodes(id, ["1"]), "discount_not_found");
      }
    },
  },
  {
    name: "finds no deleted discount",
    run: async (driver) => {
      const platform = driver.open();
      const { id } = await discountWith(platform);
      await driver.deleteDiscount(id);
      expectFailure(await platform.readDiscount(id), "discount_not_found");
      expectFailure(await platform.setDiscountActive(id, false), "discount_not_found");
      expectFailure(await platform.addCodes(id, ["A"]), "discount_not_found");
      expectFailure(await platform.listCodes(id, null, 10), "discount_not_found");
    },
  },
  {
    name: "deactivates and activates a discount",
    run: async (driver) => {
      const platform = driver.open();
      const { id } = await discountWith(platform);
      const { id: productId = "" } = driver.objects().products[0] ?? {};
      const buy = () =>
        driver.buy({ lines: [{ productId, price: "100.00", quantity: 1 }], code: "FIRST" });
      const off = successOf(await platform.setDiscountActive(id, false));
      expect(off).toMatchObject({ id, status: "expired" });
      expect(await buy()).toBeNull();
      const on = successOf(await platform.setDiscountActive(id, true));
      expect(on).toMatchObject({ id, status: "active", endsAt: null });
      expect(Number(await buy())).toBe(10);
    },
  },
  {
    name: "finds products, collections and segments",
    run: async (driver) => {
      const platform = driver.open();
      const { products, collection, segment } = driver.objects();
      const search = async (kind: "products" | "collections" | "segments", typed: string) =>
        successOf(await platform.searchItems({ kind, search: typed, cursor: null })).items;
      const [product] = products;
      const beginning = product?.title.slice(0, 4) ?? "";
      expect(await search("products", beginning)).toContainEqual(
        expect.objectContaining({ id: product?.id, title: product?.title }),
      );
      expect(await search("products", "no such thing")).toEqual([]);
      expect(await search("collections", collection.title)).toContainEqual(
        expect.objectContaining({ id: collection.id }),
      );
      expect(await search("segments", "")).toContainEqual(
        expect.objectContaining({ id: segment.id, title: segment.title }),
      );
    },
  },
  {
    name: "lists customers once each across pages, with their email addresses",
    run: async (driver) => {
      const platform = driver.open();
      const pages = await everyPage((cursor) =>
        platform.searchItems({ kind: "customers", search: "", cursor }),
      );
      expect(pages.length).toBeGreaterThan(1);
      expect(pages[0]?.items[0]?.detail).toContain("@");
      const ids = pages.flatMap(({ items }) => items.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining([...driver.objects().customers]));
    },
  },
  {
    name: "starts at the first page if a cursor is invalid",
    run: async (driver) => {
      const platform = driver.open();
      const { id } = await discountWith(platform);
      for (const cursor of ["nonsense", "eyJsYXN0X2lkIjp7fX0=", "é\u0000", "x".repeat(3_000)]) {
        const query = { search: "ten", cursor, limit: 10 };
        expect(successOf(await platform.listDiscounts(query)).discounts).not.toHaveLength(0);
        expect(successOf(await platform.listCodes(id, cursor, 10)).codes).toHaveLength(1);
        const search = { kind: "products" as const, search: "", cursor };
        expect(successOf(await platform.searchItems(search)).items).not.toHaveLength(0);
      }
    },
  },
  {
    name: "isolates shops from each other",
    run: async (driver) => {
      const { id } = await discountWith(driver.open(), "SECRET", { title: "Only here" });
      const other = driver.openOther();
      expectFailure(await other.readDiscount(id), "discount_not_found");
      expectFailure(await other.addCodes(id, ["A"]), "discount_not_found");
      expect(successOf(await other.findCodes(["SECRET"])).size).toBe(0);
      const listed = successOf(await other.listDiscounts({ search: "", cursor: null, limit: 50 }));
      expect(listed.discounts.map(({ title }) => title)).not.toContain("Only here");
    },
  },
];
