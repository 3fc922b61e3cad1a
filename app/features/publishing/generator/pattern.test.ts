import { describe, expect, it } from "vitest";
import { codeKey, readCode } from "../../codes/code-text";
import {
  capacity,
  codeOf,
  defaultPattern,
  exampleCode,
  guessChance,
  maxLiveCodes,
  minRandomLength,
  patternSchema,
} from "./pattern";

const parse = (fields: object) => patternSchema.safeParse({ ...defaultPattern, ...fields });

describe("code pattern", () => {
  it("trims spaces, composes accents and uppercases the alphabet", () => {
    expect(parse({ prefix: " ÉTÉ- ", alphabet: "abc 123" }).data).toMatchObject({
      prefix: "ÉTÉ-",
      alphabet: "ABC123",
    });
  });

  it.each([
    [{ prefix: "A B" }, "spaces"],
    [{ prefix: "A\u200bB" }, "invisible characters"],
    [{ suffix: "\u0301X" }, "a combining accent without a letter"],
    [{ prefix: "ΟΔΟΣ" }, "a letter with a different form at the end of a word"],
    [{ alphabet: "AaB" }, "the same letter in both cases"],
    [{ alphabet: "A" }, "a single character"],
    [{ alphabet: "AÄB" }, "letters that aren't on every keyboard"],
    [{ length: 3 }, "too few random characters"],
    [{ length: 8.5 }, "half a character"],
    [{ groupSize: 0 }, "empty groups"],
    [{ prefix: "P".repeat(61) }, "a prefix that is too long"],
  ])("rejects %j: %s", (fields, _why) => {
    expect(parse(fields).success).toBe(false);
  });

  it("splits the random characters into groups; the last one may be shorter", () => {
    const pattern = { ...defaultPattern, prefix: "VIP-", suffix: "!", groupSize: 4 };
    expect(codeOf(pattern, "ABCDEFGHIJ")).toBe("VIP-ABCD-EFGH-IJ!");
    expect(codeOf({ ...pattern, groupSize: 20 }, "ABCDEFGHIJ")).toBe("VIP-ABCDEFGHIJ!");
    expect(codeOf({ ...pattern, groupSize: null }, "ABCDEFGHIJ")).toBe("VIP-ABCDEFGHIJ!");
  });

  it("shows an example that matches the pattern", () => {
    const pattern = { ...defaultPattern, prefix: "été-", groupSize: 5 };
    const example = exampleCode(pattern);
    expect(example).toMatch(/^été-[B-Z2-9]{5}-[B-Z2-9]{5}$/);
    expect(readCode(example)).toEqual({ ok: true, value: example });
    expect(codeKey(example)).toBe(example.toLowerCase());
    expect(new Set(example.slice(4)).size).toBeGreaterThan(5);
  });

  it("calculates how hard its codes are to guess", () => {
    const pattern = { ...defaultPattern, alphabet: "AB", length: 30 };
    expect(capacity(pattern)).toBe(2 ** 30);
    expect(guessChance(pattern, 107)).toBeLessThanOrEqual(1e-7);
    expect(guessChance(pattern, 108)).toBeGreaterThan(1e-7);
    expect(maxLiveCodes(pattern)).toBe(107);
    expect(minRandomLength(pattern, 107)).toBe(30);
    expect(minRandomLength(pattern, 108)).toBe(31);
    expect(minRandomLength({ ...pattern, alphabet: "0123456789" }, 1_000)).toBe(10);
  });
});
