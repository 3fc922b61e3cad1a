import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Delimiter, Encoding, FileRow } from "../parse-options";
import { readTextRows } from "./text-rows.server";

async function read(
  bytes: Uint8Array,
  {
    partSize = 7,
    delimiter = ",",
    encoding = "utf-8",
    wrapped = false,
  }: { partSize?: number; delimiter?: Delimiter; encoding?: Encoding; wrapped?: boolean } = {},
) {
  async function* parts() {
    for (let at = 0; at < bytes.length; at += partSize) yield bytes.subarray(at, at + partSize);
  }
  const rows: FileRow[] = [];
  for await (const block of readTextRows(parts(), { delimiter, encoding, wrapped })) {
    if (!block.ok) return { rows, failure: block.failure };
    rows.push(...block.value.rows);
  }
  return { rows };
}

const text = (content: string) => new TextEncoder().encode(content);
const cells = async (...input: Parameters<typeof read>) =>
  (await read(...input)).rows.map((row) => row.cells);

describe("reading the rows of a text", () => {
  it("numbers rows by line, counting blank lines and CRLF", async () => {
    expect(await read(text("code\r\nA\r\n\r\n,,\nB\rC"))).toEqual({
      rows: [
        { line: 1, cells: ["code"] },
        { line: 2, cells: ["A"] },
        { line: 5, cells: ["B"] },
        { line: 6, cells: ["C"] },
      ],
    });
  });

  it("skips a byte order mark and a sep= line", async () => {
    expect(await cells(text("\uFEFFsep=;\ncode;message\nA;B"), { delimiter: ";" })).toEqual([
      ["code", "message"],
      ["A", "B"],
    ]);
  });

  it("reads UTF-16 in both byte orders and Windows-1252, however the bytes are split", async () => {
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

  it("treats a stray quotation mark as an ordinary character", async () => {
    expect(await cells(text('A"B\n"C"D\nE'))).toEqual([['A"B'], ['"C"D'], ["E"]]);
  });

  it("loses only the line with an unclosed quotation mark", async () => {
    const broken = "A quotation mark opens in this line and isn’t closed.";
    const { rows } = await read(text('A\n\nB\r\n\r\n"C,x\nD\r\nE'), { partSize: 3 });
    expect(rows).toEqual([
      { line: 1, cells: ["A"] },
      { line: 3, cells: ["B"] },
      { line: 5, cells: ['"C', "x"], broken },
      { line: 6, cells: ["D"] },
      { line: 7, cells: ["E"] },
    ]);
  });

  it("recovers from a quotation mark that stays open for thousands of lines", async () => {
    const lines = Array.from({ length: 30_000 }, (_, place) => `C-${place}`);
    const { rows } = await read(text(`A\n"B\n${lines.join("\n")}`), { partSize: 10_000 });
    expect(rows).toHaveLength(30_002);
    expect(rows[1]).toMatchObject({ line: 2, broken: expect.any(String) });
    expect(rows.at(-1)).toEqual({ line: 30_002, cells: ["C-29999"] });
  });

  it("reports an overlong line as too long, not as an unclosed quotation mark", async () => {
    const { rows } = await read(text(`A\n${"x".repeat(1_000_000)}\nB`), { partSize: 100_000 });
    expect(rows.map(({ line, broken }) => [line, broken])).toEqual([
      [1, undefined],
      [2, "The line has more than 20,000 characters."],
      [3, undefined],
    ]);
  });

  it("gives up on a file with hundreds of broken lines", async () => {
    // Each quotation mark is followed by as many characters as a row may have, in few lines, and
    // all of them are parsed again.
    const open = `"A\n${`${"C".repeat(199)}\n`.repeat(101)}`;
    const { failure } = await read(text(open.repeat(210)), { partSize: 100_000 });
    expect(failure?.message).toMatch(/Too many lines/);
  });

  it("splits lines that are quoted as a whole", async () => {
    const whole = '"Code,Message"\n"A,""Hi, you"""\n';
    expect(await cells(text(whole), { wrapped: true })).toEqual([
      ["Code", "Message"],
      ["A", "Hi, you"],
    ]);
  });

  it("doesn't split a line without a delimiter", async () => {
    expect(await cells(text("A,B;C\tD"), { delimiter: "" })).toEqual([["A,B;C\tD"]]);
  });

  it("reads back any cells that a spreadsheet writes", async () => {
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
