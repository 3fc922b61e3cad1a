import { describe, expect, it, test } from "vitest";
import { day, moment, money, shortMoney, timeOfDay } from "./format";

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
