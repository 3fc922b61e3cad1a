import { expect, test } from "vitest";
import { ratePercent } from "./source-labels";

test.each([
  [{ assigned: 0, redeemed: 3 }, "–"],
  [{ assigned: 4_332, redeemed: 0 }, "0.0%"],
  [{ assigned: 4_332, redeemed: 1 }, "<0.1%"],
  [{ assigned: 1_000, redeemed: 1 }, "0.1%"],
  [{ assigned: 8, redeemed: 1 }, "12.5%"],
])("the rate of %o is %s", (figures, text) => {
  expect(ratePercent(figures)).toBe(text);
});
