import { describe, expect, it } from "vitest";
import { defaultPattern } from "../../../publishing/generator/pattern";
import type { CapacityBound } from "../../../publishing/replenishment/capacity";
import { type ChainPool, checkStock, codesNeeded } from "../../drafting/check-stock";
import { stockCheckText } from "./stock-check-text";

const pool = (available: number, more: Partial<ChainPool> = {}): ChainPool => ({
  id: 1,
  name: "Welcome",
  type: "static",
  sealed: false,
  available,
  open: true,
  discountEnded: false,
  uploading: 0,
  generation: null,
  ...more,
});
const words = (needed: number, ...chain: ChainPool[]) =>
  stockCheckText(checkStock(needed, chain), "Welcome");

describe("the stock check of a campaign", () => {
  it("shows the codes available and needed", () => {
    expect(words(20_000, pool(34_579))).toEqual({
      enough: true,
      title: "You have enough codes: 34,579 available, 20,000 needed",
      details: [],
    });
    expect(words(1, pool(1)).title).toBe("You have enough codes: 1 available, 1 needed");
    expect(words(0, pool(0)).enough).toBe(true);
  });

  it("doesn't count the one code of a shared pool", () => {
    expect(words(500, pool(1, { type: "shared" })).title).toBe(
      "You have enough codes: everyone gets the same one",
    );
  });

  const generation = (count: number, bound: CapacityBound = "guessing") => ({
    type: "dynamic" as const,
    generation: {
      pattern: { ...defaultPattern, length: 8 },
      assigned: 0,
      bufferTarget: 1_000,
      count,
      bound,
    },
  });

  it("has no limit but the merchant's when codes are made as they are assigned", () => {
    const sealed = { sealed: true, ...generation(9_000_000_000) };
    expect(words(1_000_000, pool(0, sealed)).title).toBe(
      "You have enough codes: each is made when it’s assigned",
    );
    expect(words(0, pool(0, sealed)).title).toBe(
      "Every recipient already has a code from this pool",
    );
    const limited = { sealed: true, ...generation(400, "limit") };
    expect(words(300, pool(0, limited)).title).toBe(
      "You have enough codes: up to 400 available, 300 needed",
    );
    expect(words(500, pool(0, limited))).toMatchObject({
      enough: false,
      details: [
        "The pool would reach its limit of generated codes. Raise the limit in its settings.",
        expect.any(String),
      ],
    });
  });

  it("counts what a dynamic pool can still generate", () => {
    expect(words(5_000, pool(1_000, generation(36_780))).title).toBe(
      "You have enough codes: up to 37,780 available, 5,000 needed",
    );
    const stockCheck = checkStock(60_000, [pool(1_000, generation(36_780))]);
    expect(stockCheck).toMatchObject({
      short: 22_220,
      refused: 22_220,
      longer: { from: 8, to: 9 },
    });
    expect(stockCheckText(stockCheck, "Welcome")).toMatchObject({
      enough: false,
      title: "22,220 more codes needed: 37,780 available for 60,000 recipients",
      details: [expect.any(String), expect.stringMatching(/^22,220 recipients wouldn’t/)],
    });
  });

  it("doesn't offer longer codes if the merchant's own limit or a date stops the pool", () => {
    for (const bound of ["limit", "dates"] as const) {
      const stockCheck = checkStock(100, [pool(10, generation(0, bound))]);
      expect(stockCheck).toMatchObject({ short: 90, bound, longer: null });
    }
  });

  it.each([
    ["guessing", "More codes of this length would be too easy to guess. Use longer codes."],
    [
      "limit",
      "The pool would reach its limit of generated codes. Raise the limit in its settings.",
    ],
    ["dates", "The pool’s default expiration is in the past. Choose a later date in its settings."],
  ] as const)("says how a dynamic pool can generate more codes: %s", (bound, advice) => {
    expect(words(100, pool(10, generation(0, bound))).details[0]).toBe(advice);
  });

  it("has the right number if a single recipient is left out", () => {
    expect(words(1, pool(0))).toMatchObject({
      title: "1 more code needed: 0 available for 1 recipient",
      details: [
        "1 recipient wouldn’t get a code. You can assign theirs later, when “Welcome” has codes again.",
      ],
    });
    expect(words(0, pool(0)).title).toBe("Every recipient already has a code from this pool");
  });

  it("counts a shared pool without its code as empty", () => {
    expect(words(5, pool(0, { type: "shared" })).title).toMatch(/^5 more codes needed/);
  });

  it("lists what the fallbacks would assign, in order, and how many recipients get nothing", () => {
    const chain = [
      pool(100),
      pool(30, { name: "Second" }),
      pool(99, { name: "Closed", open: false }),
      pool(4, { name: "Third" }),
    ];
    expect(words(150, ...chain)).toEqual({
      enough: false,
      title: "50 more codes needed: 100 available for 150 recipients",
      details: [
        "30 recipients would get a code from the fallback “Second”.",
        "4 recipients would get a code from the fallback “Third”.",
        "16 recipients wouldn’t get a code. You can assign theirs later, when “Welcome” has codes again.",
      ],
    });
  });

  it("needs a code per row only if the pool always assigns a new one", () => {
    const list = { total: 100, invalid: 10, people: 80, holding: 30 };
    expect(codesNeeded(list, false)).toBe(50);
    expect(codesNeeded(list, true)).toBe(90);
  });
});
