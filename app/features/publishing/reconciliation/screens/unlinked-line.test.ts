import { describe, expect, it } from "vitest";
import { unlinkedLine } from "./unlinked-line";

describe("check summary for pools without a discount", () => {
  const line = (lookedUp: number, notInStore: number) =>
    unlinkedLine({ lookedUp, notInStore }, "Shopify");

  it("doesn't call more codes broken than it says were looked up", () => {
    expect(line(5_000, 5_018)).toBe(
      "5,000 codes of pools without a discount looked up. Of all codes looked up so far, 5,018 don’t work in Shopify. The list of pools shows which pools they’re in.",
    );
    expect(line(0, 1)).toContain("Of all codes looked up so far, 1 doesn’t work in Shopify.");
  });

  it("says that all codes work, and says nothing if none were looked up", () => {
    expect(line(12, 0)).toBe(
      "12 codes of pools without a discount looked up: all of them work in Shopify.",
    );
    expect(line(0, 0)).toBeNull();
  });
});
