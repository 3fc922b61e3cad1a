import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonPieces } from "./json-pieces";

it("writes JSON in pieces that together are what was given", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect([...jsonPieces(value)].join("")).toBe(JSON.stringify(value));
    }),
    { numRuns: 300 },
  );
  expect([...jsonPieces({ a: undefined, b: [1] })].join("")).toBe('{"b":[1]}');
});

it("cuts long texts, also in the middle of a character, and keeps every piece short", () => {
  const value = {
    results: [
      { text: `x${"😀".repeat(200_000)}`, html: '<a href="x">\n'.repeat(50_000) },
      { text: "short", html: "\u0001".repeat(100_000) },
    ],
  };
  const pieces = [...jsonPieces(value)];
  expect(JSON.parse(pieces.join(""))).toEqual(value);
  // An escape has at most six characters.
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(65_536 * 7);
  expect(pieces.length).toBeGreaterThan(10);
});
