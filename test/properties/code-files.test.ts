import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasLookAlike } from "../../app/files/parse/columns/code-shape";
import { type ReadCodes, readCodesOf } from "../factories/read-codes-of";
import { damagedText, damages, goodList, textOf } from "./damaged-lists";
import { damagedWorkbook, workbookDamages } from "./damaged-workbooks";
import { dataBody } from "./data-bodies";

/** How many files are mutated and read, the same ones in each run; `FUZZ_SEED` makes others. */
const files = 4_000;
const workbooks = 500;
const otherKinds = 500;
const seed = Number(process.env["FUZZ_SEED"] ?? 20_261_127);
/**
 * What comes in without a word: the codes of a file that no doubt holds up, but for those with
 * letters that look like others, which the preview names.
 */
function silently(result: ReadCodes | string): string[] {
  if (isAsked(result)) return [];
  return result.codes.map(({ code }) => code).filter((code) => !hasLookAlike(code));
}

/** Whether the file is refused, or read only once the merchant has looked. */
function isAsked(result: ReadCodes | string): result is string {
  return typeof result === "string" || result.reading.doubts.length > 0;
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

  it("never turn another kind of file into codes without a question", async () => {
    await fc.assert(
      fc.asyncProperty(goodList, dataBody, async (list, { list: bodyOf }) => {
        const known = new Set(list.codes);
        const taken = silently(await readCodesOf(bodyOf(list)));
        expect(taken.filter((code) => !known.has(code))).toEqual([]);
      }),
      { numRuns: otherKinds, seed },
    );
  }, 60_000);

  it("never turn what is in a workbook beside its codes into codes, and lose none of them", async () => {
    let silent = 0;
    await fc.assert(
      fc.asyncProperty(goodList, workbookDamages, async (list, happened) => {
        const { file, lost } = await damagedWorkbook(list, happened);
        const result = await readCodesOf(file);
        if (isAsked(result)) return;
        const taken = silently(result);
        expect(taken.filter((code) => !list.codes.includes(code))).toEqual([]);
        expect(list.codes.filter((code) => !lost.has(code) && !taken.includes(code))).toEqual([]);
        silent += 1;
      }),
      { numRuns: workbooks, seed },
    );
    expect(silent).toBeGreaterThan(workbooks * 0.4);
  }, 60_000);

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
