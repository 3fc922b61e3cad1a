import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { handleFor, poolName, stockLevel } from "./pool";

describe("a pool's handle", () => {
  it("is valid for any name and attempt", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.integer({ min: 1, max: 5000 }),
        (name, attempt) => {
          expect(handleFor(name, attempt)).toMatch(/^[a-z0-9][a-z0-9-]{1,63}$/);
        },
      ),
    );
  });

  it("differs for each attempt", () => {
    const name = "x".repeat(80);
    expect(new Set([1, 2, 3, 10, 100].map((attempt) => handleFor(name, attempt))).size).toBe(5);
  });

  it("drops accents and keeps single letters readable", () => {
    expect(handleFor("Crème brûlée", 1)).toBe("creme-brulee");
    expect(handleFor("A", 1)).toBe("pool-a");
    expect(handleFor("夏のセール", 1)).toBe("pool");
  });
});

describe("a pool's name", () => {
  it("is trimmed, not empty and at most 80 characters long", () => {
    expect(poolName.parse("  Welcome ")).toBe("Welcome");
    expect(poolName.safeParse(" ").success).toBe(false);
    expect(poolName.safeParse("x".repeat(81)).success).toBe(false);
    expect(poolName.safeParse("two\nlines").success).toBe(false);
  });
});

describe("stock level", () => {
  it("is empty at 0, low below the threshold and plenty otherwise", () => {
    expect([0, 9, 10].map((available) => stockLevel(available, 10))).toEqual([
      "empty",
      "low",
      "plenty",
    ]);
    expect(stockLevel(1, null)).toBe("plenty");
  });
});
