import { describe, expect, it } from "vitest";
import { checkPool, type PoolFigures } from "./alert-conditions";
import { projectionSentence, projectStock } from "./projection";

const now = new Date("2026-11-21T12:00:00Z");
const week = (codes: number) => ({ days: Array<number>(7).fill(codes), inLists: 0 });
const oneDay = (codes: number) => ({ days: codes > 0 ? [codes] : [], inLists: 0 });
const healthy: PoolFigures = {
  type: "static",
  sealed: false,
  watched: true,
  available: 1000,
  total: 5000,
  lowStockThreshold: 100,
  pace: week(10),
  planned: 0,
  usedByOthers: 0,
  usedUnassigned: 0,
  nextAssignBy: null,
  supplyFailure: null,
};
const holding = (figures: Partial<PoolFigures>) =>
  Object.entries(checkPool({ ...healthy, ...figures }, now))
    .filter(([, check]) => check === "holds")
    .map(([kind]) => kind);

describe("checking a pool", () => {
  it("raises nothing for a healthy pool", () => {
    expect(holding({})).toEqual([]);
  });

  it("counts as low below the threshold, not at it", () => {
    expect(holding({ available: 100 })).toEqual([]);
    expect(holding({ available: 99 })).toEqual(["low"]);
    expect(holding({ available: 99, lowStockThreshold: null })).toEqual([]);
  });

  it("runs out soon if seven days took as many codes as are left", () => {
    expect(holding({ pace: oneDay(999) })).toEqual([]);
    expect(holding({ pace: oneDay(1000) })).toEqual(["runs-out"]);
  });

  it("runs out soon if running campaigns leave fewer codes than seven days take", () => {
    expect(holding({ planned: 929 })).toEqual([]);
    expect(holding({ planned: 930 })).toEqual(["runs-out"]);
    expect(holding({ pace: oneDay(0), planned: 999 })).toEqual([]);
    expect(holding({ pace: oneDay(0), planned: 1000 })).toEqual(["runs-out"]);
    expect(holding({ type: "dynamic", planned: 1000 })).toEqual([]);
  });

  it("keeps lesser alerts unchanged while the pool is empty", () => {
    expect(checkPool({ ...healthy, available: 0, pace: week(100) }, now)).toEqual({
      empty: "holds",
      "supply-failing": "over",
      low: "covered",
      "runs-out": "covered",
      "used-by-others": "over",
      "used-unassigned": "over",
      "assign-by": "over",
    });
  });

  it("reports failing generation even if the pool is already empty", () => {
    const supplyFailure = "Shopify does not answer.";
    expect(holding({ supplyFailure })).toEqual(["supply-failing"]);
    expect(holding({ type: "dynamic", supplyFailure, available: 0 })).toEqual([
      "empty",
      "supply-failing",
    ]);
  });

  it("doesn't expect a dynamic pool to run out", () => {
    expect(holding({ type: "dynamic", pace: week(9000) })).toEqual([]);
    expect(holding({ type: "dynamic", available: 99 })).toEqual(["low"]);
  });

  it("doesn't expect stock of a pool whose codes are made when they're assigned", () => {
    const sealed = { type: "dynamic", sealed: true, available: 0, nextAssignBy: now } as const;
    expect(holding(sealed)).toEqual([]);
    const supplyFailure = "The pool reached its limit.";
    expect(holding({ ...sealed, supplyFailure, usedByOthers: 1 })).toEqual([
      "supply-failing",
      "used-by-others",
    ]);
    expect(projectionSentence(projectStock({ ...healthy, ...sealed }, "2026-11-21"))).toBe(
      "Each code is made when it’s assigned.",
    );
  });

  it("doesn't report a pool as empty that never had a code", () => {
    expect(holding({ available: 0, total: 0 })).toEqual([]);
  });

  it("warns seven days before the next pool expiration", () => {
    expect(holding({ nextAssignBy: new Date("2026-11-28T12:00:00Z") })).toEqual(["assign-by"]);
    expect(holding({ nextAssignBy: new Date("2026-11-28T12:00:01Z") })).toEqual([]);
  });

  it("reports codes used by someone else, and codes used without being assigned", () => {
    expect(holding({ usedByOthers: 1 })).toEqual(["used-by-others"]);
    expect(holding({ type: "dynamic", usedUnassigned: 2 })).toEqual(["used-unassigned"]);
    expect(holding({ type: "shared", usedUnassigned: 2 })).toEqual([]);
  });

  it("only checks active pools", () => {
    expect(holding({ watched: false, available: 0 })).toEqual([]);
  });

  it("doesn't expect a shared code to run out", () => {
    expect(holding({ type: "shared", available: 1, total: 1, pace: week(900) })).toEqual([]);
    expect(holding({ type: "shared", available: 0, total: 1 })).toEqual(["empty"]);
  });
});

describe("projecting a pool's stock", () => {
  const sentence = (available: number, assignedLately: number) =>
    projectionSentence(
      projectStock(
        { sealed: false, available, pace: oneDay(assignedLately), planned: 0 },
        "2026-11-21",
      ),
    );

  it("says how long the stock lasts", () => {
    expect(sentence(861, 287)).toBe("At 41 codes a day, this pool lasts until December 12, 2026.");
    expect(sentence(1, 7)).toBe("At 1 code a day, this pool lasts until November 22, 2026.");
    expect(sentence(10, 1)).toBe(
      "At less than one code a day, this pool lasts until January 30, 2027.",
    );
    expect(sentence(10_000_000, 1)).toContain("more than ten years");
  });

  it("says so if there is nothing to project", () => {
    expect(sentence(0, 287)).toBe("No codes are left.");
    expect(sentence(861, 0)).toBe("No codes were assigned in the last 7 days.");
  });

  it("leaves campaigns out of the rate, but mentions their codes", () => {
    const projected = (inLists: number) =>
      projectionSentence(
        projectStock(
          { sealed: false, available: 32, pace: { days: [], inLists }, planned: 0 },
          "2026-11-21",
        ),
      );
    expect(projected(1)).toBe(
      "In the last 7 days, 1 code was assigned by campaigns or imports, and none individually.",
    );
    expect(projected(2_000)).toContain("2,000 codes were assigned by campaigns or imports");
  });

  it("subtracts the codes of running campaigns and says so", () => {
    const planning = (planned: number, pace = oneDay(287)) =>
      projectionSentence(
        projectStock({ sealed: false, available: 1_861, pace, planned }, "2026-11-21"),
      );
    expect(planning(1_000)).toBe(
      "Running campaigns will take 1,000 codes. At 41 codes a day, this pool lasts until December 12, 2026.",
    );
    expect(planning(1_861)).toBe("Running campaigns need 1,861 codes, and 1,861 codes are left.");
    expect(planning(1, oneDay(0))).toBe(
      "Running campaigns will take 1 code. No codes were assigned in the last 7 days.",
    );
  });
});
