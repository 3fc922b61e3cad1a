import { expect, it } from "vitest";
import { onePerLine } from "./pasted-list";

it.each([
  ["a@example.com, b@example.com;c@example.com", "a@example.com\nb@example.com\nc@example.com"],
  ["Lovelace, Ada <ada@example.com>", "Lovelace, Ada <ada@example.com>"],
  ["a@example.com,\nb@example.com;", "a@example.com,\nb@example.com;"],
  ["a@example.com; name, with comma", "a@example.com; name, with comma"],
])("makes of %j one recipient a line", (text, lines) => {
  expect(onePerLine(text)).toBe(lines);
});
