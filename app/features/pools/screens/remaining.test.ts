import { describe, expect, it } from "vitest";
import { remaining } from "./remaining";

const dynamic = { type: "dynamic", holderOnly: false, personalExpiration: false } as const;

describe("remaining codes of a pool", () => {
  it("is a percentage of all uploaded codes", () => {
    expect(
      remaining({ ...dynamic, type: "static", available: 50, total: 200, bufferTarget: null }),
    ).toBe("25%");
  });

  it("is a percentage of the target stock for a dynamic pool", () => {
    expect(remaining({ ...dynamic, available: 800, total: 90_000, bufferTarget: 1000 })).toBe(
      "80%",
    );
    expect(remaining({ ...dynamic, available: 1200, total: 90_000, bufferTarget: 1000 })).toBe(
      "100%",
    );
    expect(remaining({ ...dynamic, available: 0, total: 0, bufferTarget: 1000 })).toBe("0%");
  });

  it("doesn't apply when codes are made as they are assigned", () => {
    const pool = { ...dynamic, holderOnly: true, available: 0, total: 40, bufferTarget: 1000 };
    expect(remaining(pool)).toBe("–");
  });
});
