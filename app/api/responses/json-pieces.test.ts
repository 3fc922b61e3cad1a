import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonPieces } from "./json-pieces";

it("writes JSON in chunks that add up to the whole", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect([...jsonPieces(value)].join("")).toBe(JSON.stringify(value));
    }),
    { numRuns: 300 },
  );
  expect([...jsonPieces({ a: undefined, b: [1] })].join("")).toBe('{"b":[1]}');
});

it("splits long texts, even within a character, and keeps every chunk short", () => {
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

it.each([
  ["few long", 32],
  ["a thousand", 1000],
])("writes 32 million characters of %s messages in short chunks", (_, count) => {
  const assignments = [{ pool: "welcome", recipient: "ada@example.com", code: "WELCOME-1" }];
  const text = "x".repeat(32_000_000 / count);
  const results = Array.from({ length: count }, () => ({ message: { text, assignments } }));
  let pieces = 0;
  let longest = 0;
  for (const { length } of jsonPieces({ rendered: count, refused: 0, results })) {
    pieces += 1;
    longest = Math.max(longest, length);
  }
  // A chunk of this length takes about 0.2 ms. Other requests run in between.
  expect(longest).toBeLessThan(2 * 65_536);
  expect(pieces).toBeGreaterThan(240);
});
