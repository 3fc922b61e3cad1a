import { describe, expect, it } from "vitest";
import { chanceText, hugeNumber } from "./pattern-text";

describe("numbers that nobody reads digit by digit", () => {
  it.each([
    [614_656, "614,656"],
    [1_000_000, "1 million"],
    [23_456_789, "23 million"],
    [1_590_000_000, "1.5 billion"],
    [296_196_766_695_424, "296 trillion"],
    [28 ** 12, "2.3 × 10^17"],
    [28 ** 40, "7.6 × 10^57"],
  ])("writes %d as %s", (value, words) => {
    expect(hugeNumber(value)).toBe(words);
  });

  it("writes how likely a guess is", () => {
    expect(chanceText(1000 / 28 ** 10)).toBe("1 guess in 296 billion is right");
    expect(chanceText(1 / 15_000)).toBe("1 guess in 15,000 is right");
    expect(chanceText(2)).toBe("every guess is right");
  });
});
