import { describe, expect, it } from "vitest";
import { chanceText, formatHugeNumber } from "./pattern-text";

describe("very large numbers", () => {
  it.each([
    [614_656, "614,656"],
    [1_000_000, "1 million"],
    [23_456_789, "23 million"],
    [1_590_000_000, "1.5 billion"],
    [296_196_766_695_424, "296 trillion"],
    [28 ** 12, "2.3 × 10^17"],
    [28 ** 40, "7.6 × 10^57"],
  ])("formats %d as %s", (value, words) => {
    expect(formatHugeNumber(value)).toBe(words);
  });

  it("formats the chance of guessing a code", () => {
    expect(chanceText(1000 / 28 ** 10)).toBe("Chance of guessing a working code: 1 in 296 billion");
    expect(chanceText(1 / 15_000)).toBe("Chance of guessing a working code: 1 in 15,000");
    expect(chanceText(2)).toBe("Every guess finds a working code");
  });
});
