import { expect } from "vitest";
import { addAll, discountWith, expectFailure, successOf, terms } from "./answers";
import type { Check } from "./test-driver";

export const faults: Check[] = [
  {
    name: "retries failed reads",
    run: async (driver) => {
      const discount = await discountWith(driver.open());
      for (const fault of ["refused", "lost", "too-early"] as const) {
        await driver.next("read", fault);
        expect(successOf(await driver.open().readDiscount(discount.id))).toEqual(discount);
      }
    },
  },
  {
    name: "waits when throttled, and does the work once",
    run: async (driver) => {
      await driver.next("create", "too-early");
      const { id } = await discountWith(driver.open());
      await driver.next("add", "too-early");
      const addition = await addAll(driver, id, ["A", "B"]);
      expect(addition.added).toHaveLength(2);
      expect(await driver.codesOf(id)).toEqual(["FIRST", "A", "B"]);
    },
  },
  {
    name: "recovers a discount if the response was lost",
    run: async (driver) => {
      await driver.next("create", "lost");
      const discount = await discountWith(driver.open());
      expect(discount).toMatchObject({ title: "Ten percent", codesCount: 1 });
      const titles = await driver.discountTitles();
      expect(titles.filter((title) => title === "Ten percent")).toHaveLength(1);
    },
  },
  {
    name: "reports a failed creation as unreachable, and creates the discount on retry",
    run: async (driver) => {
      await driver.next("create", "refused");
      expectFailure(await driver.open().createDiscount(terms(), "FIRST"), "platform_unreachable");
      await discountWith(driver.open());
      const titles = await driver.discountTitles();
      expect(titles.filter((title) => title === "Ten percent")).toHaveLength(1);
    },
  },
  {
    name: "never mistakes another discount for one whose response was lost",
    run: async (driver) => {
      await discountWith(driver.open(), "MINE", { title: "Another's" });
      await driver.next("create", "refused");
      expectFailure(await driver.open().createDiscount(terms(), "MINE"), "platform_unreachable");
    },
  },
  {
    name: "lets the caller find out which codes were added when the response was lost",
    run: async (driver) => {
      const platform = driver.open();
      const { id } = await discountWith(platform);
      await driver.next("add", "lost");
      expectFailure(await platform.addCodes(id, ["LOST-1", "LOST-2"]), "platform_unreachable");
      await driver.finishWork();
      const again = await addAll(driver, id, ["LOST-1", "LOST-2", "NEW"]);
      expect(again.added.map(({ code }) => code)).toEqual(["NEW"]);
      expect(again.refused.map(({ reason }) => reason.kind)).toEqual(["taken", "taken"]);
      const found = successOf(await platform.findCodes(["LOST-1", "LOST-2"]));
      expect([...found.values()].map(({ discountId }) => discountId)).toEqual([id, id]);
    },
  },
  {
    name: "adds nothing if adding failed",
    run: async (driver) => {
      const platform = driver.open();
      const { id } = await discountWith(platform);
      await driver.next("add", "refused");
      expectFailure(await platform.addCodes(id, ["A"]), "platform_unreachable");
      await driver.finishWork();
      expect(await driver.codesOf(id)).toEqual(["FIRST"]);
    },
  },
  {
    name: "removes codes even if the response was lost",
    run: async (driver) => {
      for (const fault of ["lost", "refused"] as const) {
        const { id } = await discountWith(driver.open(), `FIRST-${fault}`, { title: fault });
        const { added } = await addAll(driver, id, [`GO-${fault}`]);
        await driver.next("remove", fault);
        const ids = added.map(({ platformCodeId }) => platformCodeId);
        successOf(await driver.open().removeCodes(id, ids));
        await driver.finishWork();
        expect(await driver.codesOf(id)).toEqual([`FIRST-${fault}`]);
      }
    },
  },
  {
    name: "knows whether a discount was deactivated if the response was lost",
    run: async (driver) => {
      const platform = driver.open();
      const { id } = await discountWith(platform);
      await driver.next("switch", "refused");
      expectFailure(await platform.setDiscountActive(id, false), "platform_unreachable");
      expect(successOf(await platform.readDiscount(id)).status).toBe("active");
      await driver.next("switch", "lost");
      expect(successOf(await platform.setDiscountActive(id, false)).status).toBe("expired");
    },
  },
  {
    name: "keeps working for days by refreshing its access",
    run: async (driver) => {
      const platform = driver.open();
      const { id } = await discountWith(platform);
      for (const hours of [1, 24, 24 * 60]) {
        await driver.wait(hours * 3_600_000);
        successOf(await platform.readDiscount(id));
        expect(await platform.isInstalled()).toBe(true);
      }
    },
  },
  {
    name: "still reports denied access an hour after the app was uninstalled",
    run: async (driver) => {
      const platform = driver.open();
      const { id } = await discountWith(platform);
      await driver.uninstall();
      await driver.wait(3_700_000);
      expectFailure(await platform.readDiscount(id), "platform_denied");
      expect(await platform.isInstalled()).toBe(false);
    },
  },
  {
    name: "reports denied access once the app is uninstalled",
    run: async (driver) => {
      const platform = driver.open();
      const { id } = await discountWith(platform);
      expect(await platform.isInstalled()).toBe(true);
      await driver.uninstall();
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
      for (const result of denied) expectFailure(await result, "platform_denied");
      expectFailure(await platform.readShop(), "platform_denied");
    },
  },
];
