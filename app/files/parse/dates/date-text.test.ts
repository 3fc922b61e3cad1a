import { describe, expect, it } from "vitest";
import { ambiguousDates, certainDateOrder, writesDayFirst } from "./date-order";
import { readDate, serialText } from "./date-text";

const rules = { timeZone: "Europe/Berlin", dayFirst: false };
const read = (text: string, more: Partial<typeof rules> = {}) => {
  const date = readDate(text, { ...rules, ...more });
  return date ? date.toISOString() : date;
};

describe("reading a date", () => {
  it.each([
    "2026-12-31",
    "2026/12/31",
    "2026.12.31",
    "20261231",
    "31.12.2026",
    "31. 12. 2026",
    "31.12.26",
    "12/31/2026",
    "12/31/26",
    "12-31-2026",
    "31 Dec 2026",
    "31-Dec-26",
    "31-Dec-2026",
    "Dec 31 2026",
    "Dec 31, 2026",
    "December 31st, 2026",
    "Thu, 31 Dec 2026",
    "Thursday, December 31, 2026",
    "31. Dezember 2026",
    "31 décembre 2026",
    "31 de diciembre de 2026",
    "31 dicembre 2026",
    "31 december 2026",
    "31 grudnia 2026",
    "2026年12月31日",
    "2026-12-31 00:00:00",
    "2026-12-31T00:00:00",
    "12/31/2026 12:00 AM",
    "2026-12-31 23:59:59",
  ])("ends %s at 23:59:59 in the store's time zone", (text) => {
    expect(read(text)).toBe("2026-12-31T22:59:59.000Z");
  });

  it("ends days in the store's time zone, including daylight saving time and zones across the date line", () => {
    expect(read("2026-07-01")).toBe("2026-07-01T21:59:59.000Z");
    expect(read("2026-07-01", { timeZone: "Pacific/Auckland" })).toBe("2026-07-01T11:59:59.000Z");
  });

  it.each([
    ["2026-12-31T18:00:00Z", "2026-12-31T18:00:00.000Z"],
    ["2026-12-31T18:00:00.000Z", "2026-12-31T18:00:00.000Z"],
    ["2026-12-31T18:00:00+05:00", "2026-12-31T13:00:00.000Z"],
    ["2027-12-08 11:28:18 -0600", "2027-12-08T17:28:18.000Z"],
    ["2027-12-08 11:28:18 UTC", "2027-12-08T11:28:18.000Z"],
    ["2027-12-08 11:28 AM EST", "2027-12-08T16:28:00.000Z"],
    ["Wed, 08 Dec 2027 11:28:18 GMT", "2027-12-08T11:28:18.000Z"],
    ["2026-12-31 18:00", "2026-12-31T17:00:00.000Z"],
    ["31.12.2027 18:00", "2027-12-31T17:00:00.000Z"],
    ["31.12.2027 18:00 Uhr", "2027-12-31T17:00:00.000Z"],
    ["12/31/2027 11:59 PM", "2027-12-31T22:59:00.000Z"],
    ["12/31/2027, 6\u202Fp.m.", "2027-12-31T17:00:00.000Z"],
    ["Dec 31, 2027 at 6:00 PM", "2027-12-31T17:00:00.000Z"],
    ["31 Dec 2027 18:00:30", "2027-12-31T17:00:30.000Z"],
    ["1798675200", "2026-12-31T00:00:00.000Z"],
    ["1798675200000", "2026-12-31T00:00:00.000Z"],
  ])("reads the date and time %s", (text, moment) => {
    expect(read(text)).toBe(moment);
  });

  it.each([
    "Never",
    "none",
    "0000-00-00",
    "0000-00-00 00:00:00",
    "N/A",
    "-",
    "No expiration",
    "null",
  ])("reads %j as no expiration", (text) => {
    expect(read(text)).toBeNull();
  });

  it("reads dates with slashes in the file's order", () => {
    expect(read("03/04/2026")).toBe("2026-03-04T22:59:59.000Z");
    expect(read("03/04/2026", { dayFirst: true })).toBe("2026-04-03T21:59:59.000Z");
    expect(read("1/2/27")).toBe("2027-01-02T22:59:59.000Z");
  });

  it("doesn't read a bare number as a date", () => {
    expect(read("46387")).toBeUndefined();
  });

  it("converts a spreadsheet's serial number, despite rounding noise and with a time of day", () => {
    expect(serialText(46387, false)).toBe("2026-12-31");
    expect(serialText(46387.000000001, false)).toBe("2026-12-31");
    expect(serialText(46386.999999999, false)).toBe("2026-12-31");
    expect(serialText(46386.999988, false)).toBe("2026-12-30T23:59:59");
    expect(serialText(46387.75, false)).toBe("2026-12-31T18:00:00");
    expect(serialText(44925, true)).toBe("2026-12-31");
  });

  it.each([
    "",
    "soon",
    "2026-02-30",
    "31/12/2026",
    "31/31/2027",
    "12/32/2026",
    "2026-13-01",
    "1.1",
    "Foo 3, 2027",
    "2027-12-31 25:00",
  ])("rejects %j", (text) => {
    expect(read(text)).toBeUndefined();
  });
});

describe("the order of day and month", () => {
  it("is proven only by valid dates", () => {
    expect(certainDateOrder(["31/31/2027", "06/07/2027"])).toBeUndefined();
    expect(certainDateOrder(["31/12/2026", "06/07/2027"])).toEqual({
      dayFirst: true,
      mixed: false,
    });
    expect(certainDateOrder(["12/31/26"])).toEqual({ dayFirst: false, mixed: false });
    expect(certainDateOrder(["12/31/26", "31/12/26", "11/30/26"])).toEqual({
      dayFirst: false,
      mixed: true,
    });
    expect(certainDateOrder(["31.12.2026", "2026-12-31"])).toBeUndefined();
  });

  it("is ambiguous if a date is valid in both orders", () => {
    expect(ambiguousDates(["03/04/2026 18:00", "05/05/2026", "03.04.2026", "31/12/2026"])).toBe(1);
  });

  it("defaults to what is usual in the store's region", () => {
    expect(writesDayFirst({ currency: "USD" })).toBe(false);
    expect(writesDayFirst({ currency: "EUR" })).toBe(true);
  });
});
