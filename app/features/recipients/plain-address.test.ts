import { expect, test } from "vitest";
import { plainAddress } from "./plain-address";

test.each([
  ["Ada+Spring@example.com", "ada@example.com"],
  ["a.d.a+x@GMail.com", "ada@gmail.com"],
  ["ada@googlemail.com", "ada@gmail.com"],
  ["a.d.a@example.com", "a.d.a@example.com"],
  ["+ada@example.com", "+ada@example.com"],
  ["customer:7001", "customer:7001"],
  ["", ""],
])("normalizes %s to %s", (text, plain) => {
  expect(plainAddress(text)).toBe(plain);
});
