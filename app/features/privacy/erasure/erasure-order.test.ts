import { describe, expect, it } from "vitest";
import { erasureOrder } from "./erasure-order";

describe("order of erasing a store's tables", () => {
  it("puts a table before the tables it references", () => {
    const order = erasureOrder(
      ["discount", "pool", "pool_stock", "batch"],
      [
        { from: "pool", to: "discount" },
        { from: "pool_stock", to: "pool" },
        { from: "batch", to: "pool" },
      ],
    );
    expect(order).toEqual(["pool_stock", "batch", "pool", "discount"]);
  });

  it("allows a table that references itself", () => {
    expect(erasureOrder(["pool"], [{ from: "pool", to: "pool" }])).toEqual(["pool"]);
  });

  it("ignores foreign keys of tables that aren't erased", () => {
    expect(erasureOrder(["pool"], [{ from: "elsewhere", to: "pool" }])).toEqual(["pool"]);
  });

  it("throws with the tables of a cycle", () => {
    const cycle = [
      { from: "a", to: "b" },
      { from: "b", to: "a" },
    ];
    expect(() => erasureOrder(["a", "b", "c"], cycle)).toThrow("a, b");
  });
});
