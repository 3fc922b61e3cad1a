import { describe, expect, it } from "vitest";
import { defaultPattern } from "../../../publishing/generator/pattern";
import type { CapacityBound } from "../../../publishing/replenishment/capacity";
import { type ChainPool, checkStock, codesNeeded } from "../../drafting/check-stock";
import { stockCheckText } from "./stock-check-text";

const pool = (available: number, more: Partial<ChainPool> = {}): ChainPool => ({
  id: 1,
  name: "Welcome",
  type: "static",
  available,
  open: true,
  discountEnded: false,
  uploading: 0,
  making: null,
  ...more,
});
const words = (needed: number, ...chain: ChainPool[]) =>
  stockCheckText(checkStock(needed, chain), "Welcome");

describe("whether the stock suffices", () => {
  it("names what there is and what is needed", () => {
    expect(words(20_000, pool(34_579))).toEqual({
      enough: true,
      title: "Enough: 34,579 codes available for 20,000 recipients who need one",
      details: [],
    });
    expect(words(1, pool(1)).title).toBe("Enough: 1 code available for 1 recipient who needs one");
    expect(words(0, pool(0)).enough).toBe(true);
  });

  it("does not count the one code of a shared pool", () => {
    expect(words(500, pool(1, { type: "shared" })).title).toBe(
      "Enough: everyone gets the same code",
    );
  });

  const making = (count: number, bound: CapacityBound = "guessing") => ({
    type: "dynamic" as const,
    making: {
      pattern: { ...defaultPattern, length: 8 },
      assigned: 0,
      bufferTarget: 1_000,
      count,
      bound,
    },
  });

  it("counts what a dynamic pool may still generate, and promises no more", () => {
    expect(words(5_000, pool(1_000, making(36_780))).title).toBe(
      "Enough: up to 37,780 codes available for 5,000 recipients who need one",
    );
    const verdict = checkStock(60_000, [pool(1_000, making(36_780))]);
    expect(verdict).toMatchObject({ short: 22_220, refused: 22_220, longer: { from: 8, to: 9 } });
    expect(stockCheckText(verdict, "Welcome")).toMatchObject({
      enough: false,
      title: "Short by 22,220: 37,780 available for 60,000 recipients who need one",
      details: [expect.stringMatching(/too easy to guess/), expect.stringMatching(/^22,220 would/)],
    });
  });

  it("does not offer longer codes where the merchant's own limit or a date stops the pool", () => {
    for (const bound of ["limit", "dates"] as const) {
      const verdict = checkStock(100, [pool(10, making(0, bound))]);
      expect(verdict).toMatchObject({ short: 90, bound, longer: null });
    }
  });

  it("counts a shared pool without its code as empty", () => {
    expect(words(5, pool(0, { type: "shared" })).title).toMatch(/^Short by 5/);
  });

  it("tells what the fallbacks would give, in their order, and who gets nothing", () => {
    const chain = [
      pool(100),
      pool(30, { name: "Second" }),
      pool(99, { name: "Closed", open: false }),
      pool(4, { name: "Third" }),
    ];
    expect(words(150, ...chain)).toEqual({
      enough: false,
      title: "Short by 50: 100 available for 150 recipients who need one",
      details: [
        "30 would get a code of the fallback “Second”.",
        "4 would get a code of the fallback “Third”.",
        "16 would get no code. You can assign theirs later, once “Welcome” has codes again.",
      ],
    });
  });

  it("needs a code for each line only where everybody gets a new one each time", () => {
    const list = { total: 100, invalid: 10, people: 80, holding: 30 };
    expect(codesNeeded(list, false)).toBe(50);
    expect(codesNeeded(list, true)).toBe(90);
  });
});
