import { expect, test } from "vitest";
import { rejectText } from "./reject-text";

test.each([
  ["already_in_pool", null, "This code is already in the pool."],
  ["twice_in_file", null, "Duplicate in the file. Only the first is imported."],
  ["in_another_pool", "Spring", "This code is in the pool “Spring”."],
  ["in_another_pool", null, "This code is in another pool."],
  ["invalid", "Enter a date in the future.", "Enter a date in the future."],
  ["invalid", null, "This row isn’t valid."],
] as const)("says why a row is no code: %s (%s)", (reason, detail, sentence) => {
  expect(rejectText({ reason, detail })).toBe(sentence);
});
