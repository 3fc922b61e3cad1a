import { describe, expect, it, test } from "vitest";
import {
  count,
  day,
  moment,
  money,
  percentLeft,
  shortMoney,
  timeLeftText,
  timeOfDay,
} from "./format";

describe("dates on the screens", () => {
  it("have the US format and the store's time zone", () => {
    expect(moment("2026-11-21T12:05:00Z", "Europe/Vienna")).toBe("Nov 21, 2026, 1:05 PM");
    expect(day("2026-11-21T23:30:00Z", "Europe/Vienna")).toBe("Nov 22, 2026");
    expect(timeOfDay("2026-11-21T23:04:00Z", "UTC")).toBe("11:04 PM");
  });
});

test.each([
  ["0", "USD", "$0.00"],
  ["1234.5", "EUR", "€1,234.50"],
  ["1500", "JPY", "¥1,500"],
  // More digits than a JavaScript number holds.
  ["9007199254740993.01", "USD", "$9,007,199,254,740,993.01"],
])("writes %s %s as %s", (amount, currency, text) => {
  expect(money(amount, currency)).toBe(text);
});

it("shows cents in a short amount only if there are any", () => {
  expect(shortMoney("50", "USD")).toBe("$50");
  expect(shortMoney("1250.5", "GBP")).toBe("£1,250.50");
  expect(shortMoney("3000", "JPY")).toBe("¥3,000");
});

describe("numbers on the screens", () => {
  it("have their noun in the right number", () => {
    expect(count(0, "code")).toBe("0 codes");
    expect(count(1, "code")).toBe("1 code");
    expect(count(34_579, "code")).toBe("34,579 codes");
    expect(count(2, "entry", "entries")).toBe("2 entries");
  });

  it("say that something is left until nothing is", () => {
    expect(percentLeft(1, 1_000)).toBe("1%");
    expect(percentLeft(0, 1_000)).toBe("0%");
    expect(percentLeft(999, 1_000)).toBe("99%");
    expect(percentLeft(0, 0)).toBe("–");
  });

  it.each([
    [59, "less than a minute left"],
    [60, "about 1 minute left"],
    [3_540, "about 59 minutes left"],
    [3_541, "about 1 hour left"],
    [9_000, "about 3 hours left"],
  ])("estimate %d seconds as %s", (seconds, text) => {
    expect(timeLeftText(seconds)).toBe(text);
  });
});
