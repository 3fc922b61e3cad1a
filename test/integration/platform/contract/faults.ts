import { expect } from "vitest";
import { addAll, discountWith, expectFailure, successOf, terms } from "./answers";
import type { Check } from "./test-driver";

export const mishaps: Check[] = [
  {
    name: "asks again where reading failed",
    run: async (witness) => {
      const discount = await discountWith(witness.open());
      for (const mishap of ["refused", "lost", "too-early"] as const) {
        await witness.next("read", mishap);
        expect(successOf(await witness.open().readDiscount(discount.id))).toEqual(discount);
      }
    },
  },
  {
    name: "waits where it is told that it is too early, and does the work once",
    run: async (witness) => {
      await witness.next("create", "too-early");
      const { id } = await discountWith(witness.open());
      await witness.next("add", "too-early");
      const addition = await addAll(witness, id, ["A", "B"]);
      expect(addition.added).toHaveLength(2);
      expect(await witness.codesOf(id)).toEqual(["FIRST", "A", "B"]);
    },
  },
  {
    name: "finds a discount whose creation it never heard of",
    run: async (witness) => {
      await witness.next("create", "lost");
      const discount = await discountWith(witness.open());
      expect(discount).toMatchObject({ title: "Ten percent", codesCount: 1 });
      const titles = await witness.discountTitles();
      expect(titles.filter((title) => title === "Ten percent")).toHaveLength(1);
    },
  },
  {
    name: "says that it does not know where a creation failed, and makes it when asked again",
    run: async (witness) => {
      await witness.next("create", "refused");
      expectFailure(await witness.open().createDiscount(terms(), "FIRST"), "platform_unreachable");
      await discountWith(witness.open());
      const titles = await witness.discountTitles();
      expect(titles.filter((title) => title === "Ten percent")).toHaveLength(1);
    },
  },
  {
    name: "does not take another's discount for one whose answer was lost",
    run: async (witness) => {
      await discountWith(witness.open(), "MINE", { title: "Another's" });
      await witness.next("create", "refused");
      expectFailure(await witness.open().createDiscount(terms(), "MINE"), "platform_unreachable");
    },
  },
  {
    name: "lets whoever adds codes find out what a lost answer did",
    run: async (witness) => {
      const platform = witness.open();
      const { id } = await discountWith(platform);
      await witness.next("add", "lost");
      expectFailure(await platform.addCodes(id, ["LOST-1", "LOST-2"]), "platform_unreachable");
      await witness.finishWork();
      const again = await addAll(witness, id, ["LOST-1", "LOST-2", "NEW"]);
      expect(again.added.map(({ code }) => code)).toEqual(["NEW"]);
      expect(again.refused.map(({ reason }) => reason.kind)).toEqual(["taken", "taken"]);
      const found = successOf(await platform.findCodes(["LOST-1", "LOST-2"]));
      expect([...found.values()].map(({ discountId }) => discountId)).toEqual([id, id]);
    },
  },
  {
    name: "adds nothing where adding was refused",
    run: async (witness) => {
      const platform = witness.open();
      const { id } = await discountWith(platform);
      await witness.next("add", "refused");
      expectFailure(await platform.addCodes(id, ["A"]), "platform_unreachable");
      await witness.finishWork();
      expect(await witness.codesOf(id)).toEqual(["FIRST"]);
    },
  },
  {
    name: "takes codes away although the answer was lost",
    run: async (witness) => {
      for (const mishap of ["lost", "refused"] as const) {
        const { id } = await discountWith(witness.open(), `FIRST-${mishap}`, { title: mishap });
        const { added } = await addAll(witness, id, [`GO-${mishap}`]);
        await witness.next("remove", mishap);
        const ids = added.map(({ platformCodeId }) => platformCodeId);
        successOf(await witness.open().removeCodes(id, ids));
        await witness.finishWork();
        expect(await witness.codesOf(id)).toEqual([`FIRST-${mishap}`]);
      }
    },
  },
  {
    name: "knows whether a discount was switched where the answer was lost",
    run: async (witness) => {
      const platform = witness.open();
      const { id } = await discountWith(platform);
      await witness.next("switch", "refused");
      expectFailure(await platform.setDiscountActive(id, false), "platform_unreachable");
      expect(successOf(await platform.readDiscount(id)).status).toBe("active");
      await witness.next("switch", "lost");
      expect(successOf(await platform.setDiscountActive(id, false)).status).toBe("expired");
    },
  },
  {
    name: "goes on for hours and days, although no access lasts that long",
    run: async (witness) => {
      const platform = witness.open();
      const { id } = await discountWith(platform);
      for (const hours of [1, 24, 24 * 60]) {
        await witness.wait(hours * 3_600_000);
        successOf(await platform.readDiscount(id));
        expect(await platform.isInstalled()).toBe(true);
      }
    },
  },
  {
    name: "says an hour after the app was thrown out that it may not, as it did at once",
    run: async (witness) => {
      const platform = witness.open();
      const { id } = await discountWith(platform);
      await witness.uninstall();
      await witness.wait(3_700_000);
      expectFailure(await platform.readDiscount(id), "platform_denied");
      expect(await platform.isInstalled()).toBe(false);
    },
  },
  {
    name: "says that it may not where the app was thrown out",
    run: async (witness) => {
      const platform = witness.open();
      const { id } = await discountWith(platform);
      expect(await platform.isInstalled()).toBe(true);
      await witness.uninstall();
      expect(await platform.isInstalled()).toBe(false);
      const query = { search: "", cursor: null, limit: 10 };
      const denied = [
        platform.listDiscounts(query),
        platform.readDiscount(id),
        platform.createDiscount(terms(), "SECOND"),
        platform.setDiscountActive(id, false),
        platform.searchItems({ kind: "products", search: "", cursor: null }),
        platform.addCodes(id, ["A"]),
        platform.findCodes(["FIRST"]),
        platform.listCodes(id, null, 10),
        platform.removeCodes(id, ["1"]),
      ];
      for (const answer of denied) expectFailure(await answer, "platform_denied");
      expectFailure(await platform.readShop(), "platform_denied");
    },
  },
];
