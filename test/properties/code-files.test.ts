import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasLookAlike } from "../../app/files/parse/columns/code-shape";
import { type ReadCodes, readCodesOf } from "../factories/read-codes-of";
import { damagedText, damages, goodList, textOf } from "./damaged-lists";
import { damagedWorkbook, workbookDamages } from "./damaged-workbooks";
import { dataBody } from "./data-bodies";

/** How many files are damaged and read. Every run uses the same ones; set `FUZZ_SEED` for others. */
const files = 4_000;
const workbooks = 500;
const otherKinds = 500;
const seed = Number(process.env["FUZZ_SEED"] ?? 20_261_127);
/**
 * The codes that would be imported without a confirmation. Excludes codes with look-alike letters,
 * which the preview points out.
 */
function unconfirmedCodes(result: ReadCodes | string): string[] {
  if (needsConfirmation(result)) return [];
  return result.codes.map(({ code }) => code).filter((code) => !hasLookAlike(code));
}

/** Whether the file is rejected, or needs the merchant's confirmation. */
function needsConfirmation(result: ReadCodes | string): result is string {
  return typeof result === "string" || result.reading.doubts.length > 0;
}

describe("damaged files", () => {
  it("never turn junk into a code without a confirmation", async () => {
    let silent = 0;
    await fc.assert(
      fc.asyncProperty(goodList, damages, async (list, damage) => {
        const known = new Set(list.codes);
        const imported = unconfirmedCodes(await readCodesOf(damagedText(list, damage)));
        expect(imported.filter((code) => !known.has(code))).toEqual([]);
        if (imported.length > 0) silent += 1;
      }),
      { numRuns: files, seed },
    );
    // Most damaged files are still read, so rejecting everything doesn't pass this test.
    expect(silent).toBeGreaterThan(files * 0.5);
  }, 120_000);

  it("never turn another kind of file into codes without a confirmation", async () => {
    await fc.assert(
      fc.asyncProperty(goodList, dataBody, async (list, { list: bodyOf }) => {
        const known = new Set(list.codes);
        const imported = unconfirmedCodes(await readCodesOf(bodyOf(list)));
        expect(imported.filter((code) => !known.has(code))).toEqual([]);
      }),
      { numRuns: otherKinds, seed },
    );
  }, 60_000);

  it("never turn other content of a workbook into codes, and lose no code", async () => {
    let silent = 0;
    await fc.assert(
      fc.asyncProperty(goodList, workbookDamages, async (list, damage) => {
        const { file, lost } = await damagedWorkbook(list, damage);
        const result = await readCodesOf(file);
        if (needsConfirmation(result)) return;
        const imported = unconfirmedCodes(result);
        expect(imported.filter((code) => !list.codes.includes(code))).toEqual([]);
        expect(list.codes.filter((code) => !lost.has(code) && !imported.includes(code))).toEqual(
          [],
        );
        silent += 1;
      }),
      { numRuns: workbooks, seed },
    );
    expect(silent).toBeGreaterThan(workbooks * 0.4);
  }, 60_000);

  it("are read completely if undamaged", async () => {
    await fc.assert(
      fc.asyncProperty(goodList, async (list) => {
        expect(unconfirmedCodes(await readCodesOf(textOf(list)))).toEqual(list.codes);
      }),
      { numRuns: 500, seed },
    );
  }, 60_000);

  it("never crash the parser, whatever their bytes", async () => {
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
