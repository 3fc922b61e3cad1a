import { expect, it } from "vitest";
import { listedAddress } from "./listed-address";

it.each([
  ["ada@example.com", "ada@example.com"],
  ["Ada Lovelace <ada@example.com>", "ada@example.com"],
  ["ada@example.com;", "ada@example.com"],
  ["'7000000000001", "7000000000001"],
])("finds the address in %j", (cell, address) => {
  expect(listedAddress(cell)).toBe(address);
});
