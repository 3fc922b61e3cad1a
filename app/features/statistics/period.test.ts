import { describe, expect, it } from "vitest";
import { daysOf, offeredDays, readPeriod } from "./period";

// Half past one at night of the 22nd in Berlin.
const now = new Date("2026-11-22T00:30:00Z");
const read = (asked: Parameters<typeof readPeriod>[0]) => readPeriod(asked, now, "Europe/Berlin");

describe("the period of the statistics", () => {
  it("is the last 30 days of the shop's calendar when nothing sensible is asked", () => {
    const usual = { from: "2026-10-24", to: "2026-11-22" };
    expect(read({})).toEqual(usual);
    expect(read({ days: "8", from: "2026-02-30" })).toEqual(usual);
    expect(readPeriod({}, now, "America/New_York").to).toBe("2026-11-21");
  });

  it("is what is asked", () => {
    expect(read({ days: "7" })).toEqual({ from: "2026-11-16", to: "2026-11-22" });
    expect(read({ from: "2026-11-01", to: "2026-11-03" })).toEqual({
      from: "2026-11-01",
      to: "2026-11-03",
    });
    expect(read({ from: "2026-11-20" })).toEqual({ from: "2026-11-20", to: "2026-11-22" });
  });

  it("has its ends in order and is at most a year", () => {
    expect(read({ from: "2026-11-03", to: "2026-11-01" }).from).toBe("2026-11-01");
    expect(daysOf(read({ from: "1970-01-01", to: "2026-11-22" }))).toHaveLength(366);
  });

  it("counts every day once, also where clocks change", () => {
    const days = daysOf({ from: "2026-10-24", to: "2026-10-26" });
    expect(days).toEqual(["2026-10-24", "2026-10-25", "2026-10-26"]);
  });

  it("knows the periods that are offered", () => {
    expect(offeredDays(read({ days: "90" }), now, "Europe/Berlin")).toBe(90);
    expect(offeredDays(read({ from: "2026-11-21" }), now, "Europe/Berlin")).toBeNull();
    expect(offeredDays({ from: "2026-11-01", to: "2026-11-07" }, now, "Europe/Berlin")).toBeNull();
  });
});
