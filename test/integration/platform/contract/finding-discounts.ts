import { expect } from "vitest";
import { discountWith, everyPage, expectFailure, successOf } from "./answers";
import type { Check } from "./test-driver";

export const findingDiscounts: Check[] = [
  {
    name: "lists its discounts page by page, newest first, each once",
    run: async (witness) => {
      const platform = witness.open();
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
    name: "finds discounts by the beginning of words of their titles, whatever signs are typed",
    run: async (witness) => {
      const platform = witness.open();
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
    name: "reads a discount, and knows none by ids that it never gave",
    run: async (witness) => {
      const platform = witness.open();
      const discount = await discountWith(platform);
      expect(successOf(await platform.readDiscount(discount.id))).toEqual(discount);
      const { id: product = "" } = witness.things().products[0] ?? {};
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
    name: "does not find a discount that was deleted",
    run: async (witness) => {
      const platform = witness.open();
      const { id } = await discountWith(platform);
      await witness.deleteDiscount(id);
      expectFailure(await platform.readDiscount(id), "discount_not_found");
      expectFailure(await platform.setDiscountActive(id, false), "discount_not_found");
      expectFailure(await platform.addCodes(id, ["A"]), "discount_not_found");
      expectFailure(await platform.listCodes(id, null, 10), "discount_not_found");
    },
  },
  {
    name: "switches a discount off and on",
    run: async (witness) => {
      const platform = witness.open();
      const { id } = await discountWith(platform);
      const { id: productId = "" } = witness.things().products[0] ?? {};
      const buy = () =>
        witness.buy({ lines: [{ productId, price: "100.00", quantity: 1 }], code: "FIRST" });
      const off = successOf(await platform.setDiscountActive(id, false));
      expect(off).toMatchObject({ id, status: "expired" });
      expect(await buy()).toBeNull();
      const on = successOf(await platform.setDiscountActive(id, true));
      expect(on).toMatchObject({ id, status: "active", endsAt: null });
      expect(Number(await buy())).toBe(10);
    },
  },
  {
    name: "finds what a discount can be about",
    run: async (witness) => {
      const platform = witness.open();
      const { products, collection, segment } = witness.things();
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
    name: "shows customers page by page, each once, with their addresses",
    run: async (witness) => {
      const platform = witness.open();
      const pages = await everyPage((cursor) =>
        platform.searchItems({ kind: "customers", search: "", cursor }),
      );
      expect(pages.length).toBeGreaterThan(1);
      expect(pages[0]?.items[0]?.detail).toContain("@");
      const ids = pages.flatMap(({ items }) => items.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining([...witness.things().customers]));
    },
  },
  {
    name: "begins at the first page where a cursor makes no sense",
    run: async (witness) => {
      const platform = witness.open();
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
    name: "keeps shops apart",
    run: async (witness) => {
      const { id } = await discountWith(witness.open(), "SECRET", { title: "Only here" });
      const other = witness.openOther();
      expectFailure(await other.readDiscount(id), "discount_not_found");
      expectFailure(await other.addCodes(id, ["A"]), "discount_not_found");
      expect(successOf(await other.findCodes(["SECRET"])).size).toBe(0);
      const listed = successOf(await other.listDiscounts({ search: "", cursor: null, limit: 50 }));
      expect(listed.discounts.map(({ title }) => title)).not.toContain("Only here");
    },
  },
];
