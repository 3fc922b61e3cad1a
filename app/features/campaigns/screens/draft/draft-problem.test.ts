import { describe, expect, it } from "vitest";
import { draftProblem } from "./draft-problem";

const enough = {
  needed: 5,
  available: 9,
  madeAsNeeded: false,
  bound: null,
  longer: null,
  short: 0,
  fallbacks: [],
  refused: 0,
};
const good = {
  discountEnded: false,
  poolOpen: true,
  reuse: null,
  storeCheck: { state: "works" as const, check: null },
  stockCheck: enough,
};

describe("the problem shown before a campaign starts", () => {
  it("is none if everything is fine", () => {
    expect(draftProblem(good)).toBe(null);
    expect(draftProblem({ ...good, storeCheck: null })).toBe(null);
  });

  it("is only the worst one", () => {
    const bad = {
      discountEnded: true,
      poolOpen: false,
      reuse: "Each code can be used by any number of customers.",
      storeCheck: { state: "not_in_store" as const, check: null },
      stockCheck: { ...enough, short: 3 },
    };
    const found = [draftProblem(bad)];
    found.push(draftProblem({ ...bad, discountEnded: false }));
    found.push(draftProblem({ ...bad, discountEnded: false, storeCheck: null }));
    const open = { ...bad, discountEnded: false, storeCheck: null, poolOpen: true };
    found.push(draftProblem(open));
    found.push(draftProblem({ ...open, stockCheck: enough }));
    expect(found).toEqual([
      "discount_ended",
      "codes_do_not_work",
      "pool_inactive",
      "short",
      "reusable",
    ]);
  });

  it("is that it's unknown whether the codes work", () => {
    const unknown = { ...good, storeCheck: { state: "not_checked" as const, check: null } };
    expect(draftProblem(unknown)).toBe("not_checked");
  });
});
