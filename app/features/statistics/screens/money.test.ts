import { expect, test } from "vitest";
import { money } from "./money";

test.each([
  ["0", "USD", "$0.00"],
  ["1234.5", "EUR", "€1,234.50"],
  ["1500", "JPY", "¥1,500"],
  // More digits than a JavaScript number holds.
  ["9007199254740993.01", "USD", "$9,007,199,254,740,993.01"],
])("writes %s %s as %s", (amount, currency, text) => {
  expect(money(amount, currency)).toBe(text);
});
