import { describe, expect, it } from "vitest";
import type { DiscountTerms } from "../../platform/discount-terms";
import { discountDoubt } from "./discount-doubt";

const now = new Date("2026-11-21T12:00:00Z");
const discount = (usageLimit: number | null, more: object = {}) => ({
  title: "Welcome",
  status: "active" as const,
  startsAt: null,
  endsAt: null,
  terms: { usageLimit } as DiscountTerms,
  ...more,
});
const doubt = (facts: ReturnType<typeof discount>, shared = false) =>
  discountDoubt(facts, now, { shared });

describe("the warning about a discount before customers get its codes", () => {
  it("is absent if each code works once", () => {
    expect(doubt(discount(1))).toBe(null);
  });

  it("appears if a code can be used more than once", () => {
    expect(doubt(discount(null))).toMatch(/^Each code can be used by any number of customers/);
    expect(doubt(discount(500))).toMatch(/^Each code can be used 500 times/);
  });

  it("is absent for a shared code, which is meant for everyone", () => {
    expect(doubt(discount(null), true)).toBe(null);
  });

  it("says that the discount was deleted or has ended, also by its dates", () => {
    expect(doubt(discount(1, { status: "expired" }))).toMatch(/has ended/);
    expect(doubt(discount(1, { endsAt: new Date("2026-11-21T11:00:00Z") }))).toMatch(/has ended/);
    expect(doubt(discount(1, { status: "deleted" }), true)).toMatch(/was deleted/);
    expect(doubt(discount(1, { startsAt: new Date("2026-12-01T00:00:00Z") }))).toBe(null);
  });

  it("is absent if the terms are another app's", () => {
    expect(doubt(discount(1, { terms: null }))).toBe(null);
  });
});
