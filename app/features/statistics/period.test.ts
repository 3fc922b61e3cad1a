import { describe, expect, it } from "vitest";
import { daysOf, offeredDays, readPeriod } from "./period";

// 1:30 AM on November 22 in Berlin.
const now = new Date("2026-11-22T00:30:00Z");
const read = (params: Parameters<typeof readPeriod>[0]) => readPeriod(params, now, "Europe/Berlin");

describe("statistics period", () => {
  it("defaults to the last 30 days in the store's time zone", () => {
    const usual = { from: "2026-10-24", to: "2026-11-22" };
    expect(read({})).toEqual(usual);
    expect(read({ days: "8", from: "2026-02-30" })).toEqual(usual);
    expect(readPeriod({}, now, "America/New_York").to).toBe("2026-11-21");
  });

  it("uses the requested days", () => {
    expect(read({ days: "7" })).toEqual({ from: "2026-11-16", to: "2026-11-22" });
    expect(read({ from: "2026-11-01", to: "2026-11-03" })).toEqual({
      from: "2026-11-01",
      to: "2026-11-03",
    });
    expect(read({ from: "2026-11-20" })).toEqual({ from: "2026-11-20", to: "2026-11-22" });
  });

  it("sorts its ends and is at most a year long", () => {
    expect(read({ from: "2026-11-03", to: "2026-11-01" }).from).toBe("2026-11-01");
    expect(daysOf(read({ from: "1970-01-01", to: "2026-11-22" }))).toHaveLength(366);
  });

  it("counts every day once, even when clocks change", () => {
    const days = daysOf({ from: "2026-10-24", to: "2026-10-26" });
    expect(days).toEqual(["2026-10-24", "2026-10-25", "2026-10-26"]);
  });

  it("recognizes the preset periods", () => {
    expect(offeredDays(read({ days: "90" }), now, "Europe/Berlin")).toBe(90);
    expect(offeredDays(read({ from: "2026-11-21" }), now, "Europe/Berlin")).toBeNull();
    expect(offeredDays({ from: "2026-11-01", to: "2026-11-07" }, now, "Europe/Berlin")).toBeNull();
  });
});
