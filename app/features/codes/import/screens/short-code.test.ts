import { describe, expect, it } from "vitest";
import { shortCode } from "./short-code";

describe("a code in the report of an import", () => {
  it("is shortened, to leave room for the reason", () => {
    expect(shortCode("L".repeat(300))).toBe(`${"L".repeat(40)}…`);
    expect(shortCode("🎁".repeat(300))).toBe(`${"🎁".repeat(40)}…`);
  });

  it("is shown in full if it's short", () => {
    expect(shortCode("L".repeat(40))).toBe("L".repeat(40));
  });
});
