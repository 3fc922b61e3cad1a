import { expect, test } from "vitest";
import { count } from "../../../core/format";
import { chosenText } from "./chosen-codes";

test.each([
  [{ kind: "some", ids: [7] }, "1 code"],
  [{ kind: "some", ids: [7, 8] }, "2 codes"],
  [{ kind: "all", search: "", count: 4_787 }, "all 4,787 codes"],
  [{ kind: "all", search: "SPRING", count: null }, "all codes that start with “SPRING”"],
] as const)("names the codes that are chosen: %j", (chosen, text) => {
  expect(chosenText(chosen, (value) => count(value, "code"))).toBe(text);
});
