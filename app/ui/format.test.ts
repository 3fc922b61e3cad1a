import { describe, expect, it } from "vitest";
import { day, moment, timeOfDay } from "./format";

describe("dates on the screens", () => {
  it("have the US format and the store's time zone", () => {
    expect(moment("2026-11-21T12:05:00Z", "Europe/Vienna")).toBe("Nov 21, 2026, 1:05 PM");
    expect(day("2026-11-21T23:30:00Z", "Europe/Vienna")).toBe("Nov 22, 2026");
    expect(timeOfDay("2026-11-21T23:04:00Z", "UTC")).toBe("11:04 PM");
  });
});
