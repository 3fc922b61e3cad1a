import { expect, test } from "vitest";
import { weeklyPace } from "./pace";

test.each([
  ["nothing", [], 0],
  ["the same every day", [30, 30, 30, 30, 30, 30, 30], 210],
  ["one busy day among quiet ones", [30, 30, 316, 30, 30, 30, 30], 210],
  ["one day only", [14], 14],
  ["three days of seven", [7, 7, 7], 21],
  ["four days of seven", [7, 7, 7, 7], 49],
])("the pace of %s", (_, days, codes) => {
  expect(weeklyPace({ days, inLists: 1_000 })).toBe(codes);
});
