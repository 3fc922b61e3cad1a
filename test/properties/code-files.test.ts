import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ReadCodes, readCodesOf } from "../factories/read-codes-of";
import { damagedText, damages, goodList, textOf } from "./damaged-lists";

/** How many files are mutated and read, the same ones in each run; `FUZZ_SEED` makes others. */
const files = 5_000;
const seed = Number(process.env["FUZZ_SEED"] ?? 20_261_127);
/** What comes in without a question: the codes of a file that no doubt holds up. */
function silently(result: ReadCodes | string): string[] {
  if (typeof result === "string" || result.reading.doubts.length > 0) return [];
  return result.codes.map(({ code }) => code);
}

describe("files that something happened to", () => {
  it("never turn junk into a code without a question", async () => {
    let silent = 0;
    await fc.assert(
      fc.asyncProperty(goodList, damages, async (list, happened) => {
        const known = new Set(list.codes);
        const taken = silently(await readCodesOf(damagedText(list, happened)));
        expect(taken.filter((code) => !known.has(code))).toEqual([]);
        if (taken.length > 0) silent += 1;
      }),
      { numRuns: files, seed },
    );
    // Most damaged files are still read: the rule is not kept by refusing everything.
    expect(silent).toBeGreaterThan(files * 0.5);
  }, 120_000);

  it("are read as a whole where nothing happened", async () => {
    await fc.assert(
      fc.asyncProperty(goodList, async (list) => {
        expect(silently(await readCodesOf(textOf(list)))).toEqual(list.codes);
      }),
      { numRuns: 500, seed },
    );
  }, 60_000);

  it("never break the reader, whatever their bytes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        goodList,
        fc.nat(),
        async (bytes, list, at) => {
          const whole = Buffer.from(textOf(list));
          const place = at % whole.length;
          const mixed = Buffer.concat([whole.subarray(0, place), bytes, whole.subarray(place)]);
          await readCodesOf(mixed);
        },
      ),
      { numRuns: 500, seed },
    );
  }, 60_000);
});
