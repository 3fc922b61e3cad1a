import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Delimiter, Encoding } from "./reading";
import { readTextRows } from "./text-rows.server";

async function read(
  bytes: Uint8Array,
  {
    partSize = 7,
    delimiter = ",",
    encoding = "utf-8",
  }: { partSize?: number; delimiter?: Delimiter; encoding?: Encoding } = {},
) {
  async function* parts() {
    for (let at = 0; at < bytes.length; at += partSize) yield bytes.subarray(at, at + partSize);
  }
  const rows: { line: number; cells: string[] }[] = [];
  for await (const block of readTextRows(parts(), { delimiter, encoding })) {
    if (!block.ok) return { rows, failure: block.failure };
    rows.push(...block.value.rows);
  }
  return { rows };
}

const text = (content: string) => new TextEncoder().encode(content);
const cells = async (...given: Parameters<typeof read>) =>
  (await read(...given)).rows.map((row) => row.cells);

describe("reading the rows of a text", () => {
  it("numbers rows by their line, blank lines, CRLF and all", async () => {
    expect(await read(text("code\r\nA\r\n\r\n,,\nB\rC"))).toEqual({
      rows: [
        { line: 1, cells: ["code"] },
        { line: 2, cells: ["A"] },
        { line: 5, cells: ["B"] },
        { line: 6, cells: ["C"] },
      ],
    });
  });

  it("leaves a mark at the start and a line that names the delimiter out", async () => {
    expect(await cells(text("\uFEFFsep=;\ncode;message\nA;B"), { delimiter: ";" })).toEqual([
      ["code", "message"],
      ["A", "B"],
    ]);
  });

  it("reads UTF-16 of both orders and Windows-1252, whatever the pieces", async () => {
    const little = Buffer.from("\uFEFFCAFÉ-夏\nB", "utf16le");
    const big = Buffer.from(little).swap16();
    for (const partSize of [1, 2, 3, 100]) {
      const whole = [["CAFÉ-夏"], ["B"]];
      expect(await cells(little, { encoding: "utf-16le", partSize })).toEqual(whole);
      expect(await cells(big, { encoding: "utf-16be", partSize })).toEqual(whole);
    }
    expect(
      await cells(Buffer.from("CAF\xC9-\x80", "latin1"), { encoding: "windows-1252" }),
    ).toEqual([["CAFÉ-€"]]);
  });

  it("takes a stray quotation mark for a character", async () => {
    expect(await cells(text('A"B\n"C"D\nE'))).toEqual([['A"B'], ['"C"D'], ["E"]]);
  });

  it("says on which line a quotation mark opens that is never closed", async () => {
    const { rows, failure } = await read(text('A\nB\n"C\nD\nE'));
    expect(rows.map((row) => row.cells[0])).toEqual(["A", "B"]);
    expect(failure?.message).toMatch(/^Line 3 cannot be read/);
    const endless = await read(text(`A\n"B\n${"C\n".repeat(30_000)}`), { partSize: 10_000 });
    expect(endless.failure?.message).toMatch(/^Line 2 cannot be read/);
  });

  it("does not cut a line where there is no delimiter", async () => {
    expect(await cells(text("A,B;C\tD"), { delimiter: "" })).toEqual([["A,B;C\tD"]]);
  });

  it("reads back what a spreadsheet wrote, whatever stands in the cells", async () => {
    const cell = fc.string({ unit: "grapheme", maxLength: 8 }).filter((one) => !/\0/.test(one));
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        table.map((rows) => rows.map((row, place) => [`C${place}`, ...row])),
        fc.constantFrom<Delimiter>(",", ";", "\t", "|"),
        fc.constantFrom("\n", "\r\n"),
        fc.integer({ min: 1, max: 40 }),
        async (rows, delimiter, record_delimiter, partSize) => {
          const written = stringify(rows, { delimiter, record_delimiter, quoted: true });
          expect(await cells(text(written), { delimiter, partSize })).toEqual(rows);
        },
      ),
    );
  });
});
