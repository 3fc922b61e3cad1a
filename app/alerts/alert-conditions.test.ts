import { describe, expect, it } from "vitest";
import { judgePool, type PoolFigures } from "./alert-conditions";
import { projectionSentence, projectStock } from "./projection";

const now = new Date("2026-11-21T12:00:00Z");
const healthy: PoolFigures = {
  type: "static",
  watched: true,
  available: 1000,
  total: 5000,
  lowStockThreshold: 100,
  assignedLately: 70,
  nextAssignBy: null,
  supplyFailure: null,
};
const holding = (figures: Partial<PoolFigures>) =>
  Object.entries(judgePool({ ...healthy, ...figures }, now))
    .filter(([, verdict]) => verdict === "holds")
    .map(([kind]) => kind);

describe("judging a pool", () => {
  it("finds nothing in a healthy pool", () => {
    expect(holding({})).toEqual([]);
  });

  it("counts as low below the threshold, not at it", () => {
    expect(holding({ available: 100 })).toEqual([]);
    expect(holding({ available: 99 })).toEqual(["low"]);
    expect(holding({ available: 99, lowStockThreshold: null })).toEqual([]);
  });

  it("runs out soon when seven days took as many codes as are left", () => {
    expect(holding({ assignedLately: 999 })).toEqual([]);
    expect(holding({ assignedLately: 1000 })).toEqual(["runs-out"]);
  });

  it("lets an empty pool speak for its lesser troubles, which stay as they were", () => {
    expect(judgePool({ ...healthy, available: 0, assignedLately: 500 }, now)).toEqual({
      empty: "holds",
      "supply-failing": "over",
      low: "covered",
      "runs-out": "covered",
      "assign-by": "over",
    });
  });

  it("tells of a supply that fails, also when the pool is empty by now", () => {
    const supplyFailure = "Shopify does not answer.";
    expect(holding({ supplyFailure })).toEqual(["supply-failing"]);
    expect(holding({ type: "dynamic", supplyFailure, available: 0 })).toEqual([
      "empty",
      "supply-failing",
    ]);
  });

  it("does not expect a pool to run out that makes its own codes", () => {
    expect(holding({ type: "dynamic", assignedLately: 9000 })).toEqual([]);
    expect(holding({ type: "dynamic", available: 99 })).toEqual(["low"]);
  });

  it("does not call a pool empty that never had a code", () => {
    expect(holding({ available: 0, total: 0 })).toEqual([]);
  });

  it("looks seven days ahead for the next assign-by date", () => {
    expect(holding({ nextAssignBy: new Date("2026-11-28T12:00:00Z") })).toEqual(["assign-by"]);
    expect(holding({ nextAssignBy: new Date("2026-11-28T12:00:01Z") })).toEqual([]);
  });

  it("watches active pools alone", () => {
    expect(holding({ watched: false, available: 0 })).toEqual([]);
  });

  it("does not expect a shared code to run out by being given out", () => {
    expect(holding({ type: "shared", available: 1, total: 1, assignedLately: 900 })).toEqual([]);
    expect(holding({ type: "shared", available: 0, total: 1 })).toEqual(["empty"]);
  });
});

describe("projecting a pool's stock", () => {
  const sentence = (available: number, assignedLately: number) =>
    projectionSentence(projectStock(available, assignedLately, "2026-11-21"));

  it("says until when the stock lasts", () => {
    expect(sentence(861, 287)).toBe("At 41 codes a day, this pool lasts until 12 December 2026.");
    expect(sentence(1, 7)).toBe("At 1 code a day, this pool lasts until 22 November 2026.");
    expect(sentence(10, 1)).toBe(
      "At less than one code a day, this pool lasts until 30 January 2027.",
    );
    expect(sentence(10_000_000, 1)).toContain("more than ten years");
  });

  it("says so when there is nothing to project", () => {
    expect(sentence(0, 287)).toBe("No codes are left.");
    expect(sentence(861, 0)).toBe("No codes were assigned in the last 7 days.");
  });
});
