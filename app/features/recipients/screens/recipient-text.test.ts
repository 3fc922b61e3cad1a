import { expect, test } from "vitest";
import { recipientText } from "./recipient-text";

test.each([
  ["ada@example.com", "ada@example.com"],
  ["customer:7001", "Customer 7001"],
  [null, "Erased"],
])("reads %s as %s", (recipient, text) => {
  expect(recipientText(recipient)).toBe(text);
});
