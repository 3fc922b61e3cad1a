import { describe, expect, it } from "vitest";
import { shortCode } from "./short-code";

describe("a code in the report of an import", () => {
  it("leaves room for its reason, however long it is", () => {
    expect(shortCode("L".repeat(300))).toBe(`${"L".repeat(40)}…`);
    expect(shortCode("🎁".repeat(300))).toBe(`${"🎁".repeat(40)}…`);
  });

  it("is whole where it is short", () => {
    expect(shortCode("L".repeat(40))).toBe("L".repeat(40));
  });
});
