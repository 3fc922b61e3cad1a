import { expect, it } from "vitest";
import { codesOnePerLine } from "./pasted-codes";

it.each(["P-1, P-2, P-3", "P-1;P-2;P-3", "P-1\tP-2\tP-3", "P-1,P-2,P-3,", "\nP-1, P-2, P-3\n"])(
  "splits codes on one line: %j",
  (text) => {
    expect(codesOnePerLine(text)).toBe("P-1\nP-2\nP-3");
  },
);

it("splits several lines if they contain only codes", () => {
  expect(codesOnePerLine("P-1, P-2\nP-3, P-4")).toBe("P-1\nP-2\nP-3\nP-4");
});

it.each([
  "P-1\nP-2",
  "code,message\nP-1,Hello",
  "P-1,10\nP-2,20",
  "P-1,100001\nP-2,100002",
  "P-1,ada@example.com\nP-2,ben@example.com",
  "P-1,2027-12-31\nP-2,2027-12-31",
  '"P-1, the first",x',
])("doesn't split lists with other columns: %j", (text) => {
  expect(codesOnePerLine(text)).toBe(text);
});
