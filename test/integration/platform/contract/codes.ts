import { expect } from "vitest";
import { addAll, discountWith, everyPage, numbered, successOf } from "./answers";
import type { Check } from "./test-driver";

const oddCodes = [
  "two words",
  'quo"te',
  "back\\slash",
  "per%cent",
  "umläut",
  "a:b",
  "-minus",
  "OR",
];

export const codes: Check[] = [
  {
    name: "adds codes that work at checkout",
    run: async (driver) => {
      const { id } = await discountWith(driver.open());
      const addition = await addAll(driver, id, ["Mixed-Case", "SECOND"]);
      expect(addition).toMatchObject({ done: true, refused: [] });
      expect(addition.added.map(({ code }) => code)).toEqual(["Mixed-Case", "SECOND"]);
      for (const { platformCodeId } of addition.added) expect(platformCodeId).toMatch(/^\d+$/);
      const { id: productId = "" } = driver.objects().products[0] ?? {};
      const lines = [{ productId, price: "50.00", quantity: 1 }];
      expect(Number(await driver.buy({ lines, code: "mixed-case" }))).toBe(5);
    },
  },
  {
    name: "accepts an addition immediately and reports no codes until it is done",
    run: async (driver) => {
      const platform = driver.open();
      const { id } = await discountWith(platform);
      const { additionId } = successOf(await platform.addCodes(id, numbered("C", 250)));
      const early = successOf(await platform.readAdditions([additionId])).get(additionId);
      expect(early).toEqual({ done: false, refused: [], added: [] });
      await driver.finishWork();
      const late = successOf(await platform.readAdditions([additionId])).get(additionId);
      expect(late?.added).toHaveLength(250);
      expect(await driver.codesOf(id)).toHaveLength(251);
    },
  },
  {
    name: "adds valid codes and says why others are rejected",
    run: async (driver) => {
      const { id } = await discountWith(driver.open(), "FIRST");
      await discountWith(driver.open(), "THERE", { title: "Another" });
      const long = "x".repeat(256);
      const codes = ["GOOD", "first", "there", long, "", "line\nbreak", "twin", "TWIN"];
      const { refused, added } = await addAll(driver, id, codes);
      expect(added.map(({ code }) => code)).toEqual(["GOOD", "twin"]);
      expect(Object.fromEntries(refused.map(({ code, reason }) => [code, reason.kind]))).toEqual({
        first: "taken",
        there: "taken",
        [long]: "too_long",
        "": "too_short",
        "line\nbreak": "line_break",
        TWIN: "twice",
      });
    },
  },
  {
    name: "reports only rejections for many additions in one call",
    run: async (driver) => {
      const platform = driver.open();
      const { id } = await discountWith(platform);
      const ids: string[] = [];
      for (let at = 0; at < 30; at += 1) {
        const batch = [...numbered(`B${at}`, 3), ...(at === 7 ? ["FIRST"] : [])];
        ids.push(successOf(await platform.addCodes(id, batch)).additionId);
      }
      await driver.finishWork();
      const short = successOf(await platform.readAdditions(ids, { codeIds: false }));
      expect([...short.values()].every(({ done }) => done)).toBe(true);
      expect(short.size).toBe(30);
      const refused = [...short].flatMap(([addition, { refused }]) =>
        refused.map(({ code, reason }) => [addition, code, reason.kind]),
      );
      expect(refused).toEqual([[ids[7], "FIRST", "taken"]]);
      const full = successOf(await platform.readAdditions(ids));
      expect([...full.values()].flatMap(({ added }) => added)).toHaveLength(90);
    },
  },
  {
    name: "omits unknown additions",
    run: async (driver) => {
      const platform = driver.open();
      const { id } = await discountWith(platform);
      const { additionId } = successOf(await platform.addCodes(id, ["A"]));
      const strange = [additionId.replace(/\d+$/, "1"), id, "", "nonsense"];
      await driver.finishWork();
      const known = successOf(await platform.readAdditions([...strange, additionId]));
      expect([...known.keys()]).toEqual([additionId]);
    },
  },
  {
    name: "finds codes across discounts, in any case and with any characters",
    run: async (driver) => {
      const platform = driver.open();
      const first = await discountWith(platform, "FIRST", { title: "One" });
      const second = await discountWith(platform, "SECOND", { title: "Two" });
      const { added } = await addAll(driver, second.id, oddCodes);
      expect(added.map(({ code }) => code)).toEqual(oddCodes);
      const codes = ["first", "Second", "NOWHERE", ...oddCodes.map((code) => code.toUpperCase())];
      const found = successOf(await platform.findCodes(codes));
      expect(found.size).toBe(2 + oddCodes.length);
      expect(found.get("first")).toMatchObject({ discountId: first.id, discountTitle: "One" });
      for (const { code, platformCodeId } of added) {
        const place = found.get(code.toLowerCase());
        expect(place).toMatchObject({ discountId: second.id, discountTitle: "Two" });
        // The platform's search may not support every character, but what it returns is correct.
        expect([platformCodeId, null]).toContain(place?.platformCodeId);
      }
    },
  },
  {
    name: "finds a hundred codes in one call, with their IDs",
    run: async (driver) => {
      const platform = driver.open();
      const { id } = await discountWith(platform);
      const { added } = await addAll(driver, id, numbered("MANY", 100));
      const found = successOf(await platform.findCodes(numbered("many", 100)));
      expect(found.size).toBe(100);
      for (const { code, platformCodeId } of added) {
        expect(found.get(code.toLowerCase())?.platformCodeId).toBe(platformCodeId);
      }
    },
  },
  {
    name: "lists a discount's codes once each across pages",
    run: async (driver) => {
      const platform = driver.open();
      const { id } = await discountWith(platform);
      await addAll(driver, id, numbered("L", 30));
      const pages = await everyPage((cursor) => platform.listCodes(id, cursor, 7));
      const listed = pages.flatMap(({ codes }) => codes.map(({ code }) => code));
      expect(listed).toEqual(["FIRST", ...numbered("L", 30)]);
    },
  },
  {
    name: "removes exactly the given codes, and can be repeated",
    run: async (driver) => {
      const platform = driver.open();
      const { id } = await discountWith(platform);
      const { added } = await addAll(driver, id, ["GO-1", "GO-2", "STAY"]);
      const going = added.slice(0, 2).map(({ platformCodeId }) => platformCodeId);
      const { removalId } = successOf(await platform.removeCodes(id, going));
      await driver.finishWork();
      expect(successOf(await platform.readRemoval(removalId))).toEqual({ done: true });
      expect((await driver.codesOf(id)).sort()).toEqual(["FIRST", "STAY"]);
      const again = successOf(await platform.removeCodes(id, going));
      await driver.finishWork();
      expect(successOf(await platform.readRemoval(again.removalId))).toEqual({ done: true });
      expect(await driver.codesOf(id)).toHaveLength(2);
      expect(successOf(await platform.findCodes(["GO-1"])).size).toBe(0);
    },
  },
  {
    name: "removes more codes in one call than it can add in one",
    run: async (driver) => {
      const platform = driver.open();
      const { id } = await discountWith(platform);
      const batches = [numbered("A", 250), numbered("B", 250), numbered("C", 20)];
      const ids: string[] = [];
      for (const batch of batches) {
        const { added } = await addAll(driver, id, batch);
        ids.push(...added.map(({ platformCodeId }) => platformCodeId));
      }
      const { removalId } = successOf(await platform.removeCodes(id, ids));
      await driver.finishWork();
      expect(successOf(await platform.readRemoval(removalId))).toEqual({ done: true });
      expect(await driver.codesOf(id)).toEqual(["FIRST"]);
    },
  },
];
