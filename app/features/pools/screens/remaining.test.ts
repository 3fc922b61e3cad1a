import { describe, expect, it } from "vitest";
import { remaining } from "./remaining";

describe("remaining codes of a pool", () => {
  it("is a percentage of all uploaded codes", () => {
    expect(remaining({ available: 50, total: 200, bufferTarget: null })).toBe("25%");
  });

  it("is a percentage of the target stock for a dynamic pool", () => {
    expect(remaining({ available: 800, total: 90_000, bufferTarget: 1000 })).toBe("80%");
    expect(remaining({ available: 1200, total: 90_000, bufferTarget: 1000 })).toBe("100%");
    expect(remaining({ available: 0, total: 0, bufferTarget: 1000 })).toBe("0%");
  });
});
