import { describe, expect, it } from "vitest";
import { guardCases } from "../../../../test/factories/guard-cases";
import { decideCodes } from "./decide-codes";

describe("the rule of the guard", () => {
  it.each(guardCases)("$name", ({ input, reasons }) => {
    const refusals = input.enteredDiscountCodes.flatMap(({ code }, place) => {
      const reason = reasons[place] ?? null;
      return reason ? [{ code, reason }] : [];
    });
    expect(decideCodes(input)).toEqual(refusals);
  });
});
