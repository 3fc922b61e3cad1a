import { describe, expect, it } from "vitest";
import { isSlashedDate, orderOfDate, readDate } from "./date-text";

const rules = { timeZone: "Europe/Berlin", dayFirst: false, serials: false };
const read = (text: string, more: Partial<typeof rules> = {}) =>
  readDate(text, { ...rules, ...more })?.toISOString();

describe("reading a date", () => {
  it.each(["2026-12-31", "2026/12/31", "31.12.2026", "12/31/2026", "2026-12-31"])(
    "ends the whole day %s at 23:59:59 in the shop's zone",
    (text) => {
      expect(read(text)).toBe("2026-12-31T22:59:59.000Z");
    },
  );

  it("ends a day of summer time and a day on the other side of the date line where the shop is", () => {
    expect(read("2026-07-01")).toBe("2026-07-01T21:59:59.000Z");
    expect(read("2026-07-01", { timeZone: "Pacific/Auckland" })).toBe("2026-07-01T11:59:59.000Z");
  });

  it("reads a moment as it is, in the shop's zone where it names none", () => {
    expect(read("2026-12-31T18:00:00Z")).toBe("2026-12-31T18:00:00.000Z");
    expect(read("2026-12-31T18:00:00+05:00")).toBe("2026-12-31T13:00:00.000Z");
    expect(read("2026-12-31 18:00")).toBe("2026-12-31T17:00:00.000Z");
  });

  it("reads days with slashes in the order that the file has", () => {
    expect(read("03/04/2026")).toBe("2026-03-04T22:59:59.000Z");
    expect(read("03/04/2026", { dayFirst: true })).toBe("2026-04-03T21:59:59.000Z");
    expect(orderOfDate("31/12/2026")).toBe("day_first");
    expect(orderOfDate("12/31/2026")).toBe("month_first");
    expect(orderOfDate("03/04/2026")).toBeUndefined();
    expect(isSlashedDate("03/04/2026")).toBe(true);
  });

  it("reads a spreadsheet's number of days only from a spreadsheet", () => {
    expect(read("46387", { serials: true })).toBe("2026-12-31T22:59:59.000Z");
    expect(read("46387.75", { serials: true })).toBe("2026-12-31T17:00:00.000Z");
    expect(read("46387")).toBeUndefined();
  });

  it.each(["", "soon", "2026-02-30", "31/12/2026", "12/32/2026", "2026-13-01", "1.1.26", "0"])(
    "refuses %j",
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );
});
