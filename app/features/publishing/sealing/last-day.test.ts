import { describe, expect, it } from "vitest";
import { lastDayOf } from "./last-day";

describe("the last day of a code", () => {
  it.each([
    ["2026-12-01T22:59:59Z", "Europe/Berlin", 700],
    ["2026-12-01T23:00:00Z", "Europe/Berlin", 700],
    ["2026-12-01T23:00:01Z", "Europe/Berlin", 701],
    ["2026-12-01T23:00:00Z", "America/New_York", 700],
    ["2090-01-01T00:00:00Z", "UTC", 0],
  ])("of one that ends at %s in %s is %i", (expiresAt, timeZone, day) => {
    expect(lastDayOf(new Date(expiresAt), timeZone)).toBe(day);
  });
});
