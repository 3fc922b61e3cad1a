import { describe, expect, it } from "vitest";
import { addDecimals, negateDecimal, normaliseDecimal } from "./decimal";

describe("amounts of money", () => {
  it("add up to the last place", () => {
    expect(addDecimals("0.1", "0.2")).toBe("0.3");
    expect(addDecimals("9007199254740993.01", "0.99")).toBe("9007199254740994");
    expect(addDecimals("0.10", "-0.30")).toBe("-0.2");
    expect(addDecimals("1.0001", "0.0009")).toBe("1.001");
    expect(addDecimals()).toBe("0");
  });

  it("have one spelling each", () => {
    expect(["1.50", "01.5", "1.5000", "1.50009"].map(normaliseDecimal)).toEqual(
      Array(4).fill("1.5"),
    );
    expect(normaliseDecimal("-0.00")).toBe("0");
    expect(negateDecimal("12.30")).toBe("-12.3");
    expect(negateDecimal("0")).toBe("0");
  });

  it("are not guessed", () => {
    expect(() => addDecimals("1,50")).toThrow();
    expect(() => addDecimals("")).toThrow();
    expect(() => addDecimals("1e3")).toThrow();
  });
});
