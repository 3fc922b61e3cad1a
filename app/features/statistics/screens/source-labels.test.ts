import { expect, test } from "vitest";
import { amounts, ratePercent } from "./source-labels";

test.each([
  [{ assigned: 0, redeemed: 3 }, "–"],
  [{ assigned: 4_332, redeemed: 0 }, "0.0%"],
  [{ assigned: 4_332, redeemed: 1 }, "<0.1%"],
  [{ assigned: 1_000, redeemed: 1 }, "0.1%"],
  [{ assigned: 8, redeemed: 1 }, "12.5%"],
])("the rate of %o is %s", (figures, text) => {
  expect(ratePercent(figures)).toBe(text);
});

test("amounts of several currencies are listed, not added", () => {
  const euros = { currency: "EUR", orders: 2, discount: "5", orderValue: "1234.5" };
  const yen = { currency: "JPY", orders: 1, discount: "300", orderValue: "9000" };
  expect(amounts([euros, yen], "discount")).toBe("€5.00 + ¥300");
  expect(amounts([euros], "orderValue")).toBe("€1,234.50");
  expect(amounts([], "discount")).toBe("–");
});
