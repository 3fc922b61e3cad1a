import fc from "fast-check";
import { expect, test } from "vitest";
import { shareOf, split, toDecimal, toMinor } from "./money";

test("amounts can be converted to minor units and back", () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000_000, max: 100_000_000 }), (minor) => {
      expect(toMinor("EUR", toDecimal("EUR", minor))).toBe(minor === 0 ? 0 : minor);
    }),
  );
  expect([toMinor("EUR", "19.9"), toMinor("EUR", "0.285"), toMinor("JPY", "1500")]).toEqual([
    1990, 29, 1500,
  ]);
  expect([toDecimal("EUR", 5), toDecimal("EUR", -5), toDecimal("JPY", 1500)]).toEqual([
    "0.05",
    "-0.05",
    "1500",
  ]);
});

test("parts add up to the total, and each is within a cent of its share", () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000),
      fc.array(fc.nat(100_000), { minLength: 1, maxLength: 12 }),
      (minor, weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        const parts = split(minor, weights);
        const sum = parts.reduce((a, b) => a + b, 0);
        expect(sum).toBe(total === 0 ? 0 : minor);
        parts.forEach((part, index) => {
          const fair = total === 0 ? 0 : (minor * (weights[index] ?? 0)) / total;
          expect(Math.abs(part - fair)).toBeLessThan(1);
        });
      },
    ),
  );
});

test("half a cent is rounded up", () => {
  expect([shareOf(1990, 0.15), shareOf(50, 0.01), shareOf(999, 0.333333)]).toEqual([299, 1, 333]);
});
