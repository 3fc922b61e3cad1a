import { expect, test } from "vitest";
import { otherPools } from "./other-pools";

const counts = { all: 301, active: 300, inactive: 1, archived: 0 };

test.each([
  [{ view: "all", search: "xyz" }, counts, "Check the name."],
  [{ view: "active", search: "xyz" }, counts, "Check the name, or try another view."],
  [{ view: "archived", search: "" }, counts, "You have 301 pools in another view."],
  [
    { view: "inactive", search: "" },
    { ...counts, archived: 1 },
    "You have 301 pools and 1 archived pool in other views.",
  ],
  [
    { view: "all", search: "" },
    { all: 0, active: 0, inactive: 0, archived: 2 },
    "You have 2 archived pools in another view.",
  ],
] as const)("an empty list with %o says where to look", (query, pools, text) => {
  expect(otherPools(query, pools)).toBe(text);
});
