import { describe, expect, it } from "vitest";
import { remaining } from "./remaining";

describe("what a pool has left", () => {
  it("is a share of all codes that were brought", () => {
    expect(remaining({ available: 50, total: 200, bufferTarget: null })).toBe("25%");
  });

  it("is a share of the codes to be kept ready where the app makes them", () => {
    expect(remaining({ available: 800, total: 90_000, bufferTarget: 1000 })).toBe("80%");
    expect(remaining({ available: 1200, total: 90_000, bufferTarget: 1000 })).toBe("100%");
    expect(remaining({ available: 0, total: 0, bufferTarget: 1000 })).toBe("0%");
  });
});
