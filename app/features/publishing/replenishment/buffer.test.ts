import { describe, expect, it } from "vitest";
import { defaultPattern } from "../generator/pattern";
import { bufferSchema, checkPattern, defaultBuffer } from "./buffer";

describe("buffer of ready codes", () => {
  it("can't have a reorder point above its target", () => {
    expect(bufferSchema.safeParse(defaultBuffer).success).toBe(true);
    expect(bufferSchema.safeParse({ target: 100, floor: 100 }).success).toBe(true);
    expect(bufferSchema.safeParse({ target: 100, floor: 101 }).error?.issues[0]?.path).toEqual([
      "floor",
    ]);
    expect(bufferSchema.safeParse({ target: 1_000_001, floor: 1 }).success).toBe(false);
  });

  it("counts assigned codes as well as ready ones when it checks the pattern", () => {
    const pattern = { ...defaultPattern, length: 7 };
    const check = (alive: number, available: number) =>
      checkPattern(pattern, { target: 1_000, floor: 1 }, { alive, available }).ok;
    expect(check(349, 0)).toBe(true);
    expect(check(350, 0)).toBe(false);
    expect(check(349, 1_001)).toBe(false);
    expect(
      checkPattern(pattern, { target: 1_000, floor: 1 }, { alive: 350, available: 0 }),
    ).toEqual({
      ok: false,
      failure: {
        kind: "pattern_guessable",
        chance: 1_350 / 28 ** 7,
        plannedCodes: 1_350,
        maxCodes: 1_349,
        minRandomLength: 8,
        message: "With 1,350 codes, these are too easy to guess. Use 8 random characters or more.",
      },
    });
  });
});
