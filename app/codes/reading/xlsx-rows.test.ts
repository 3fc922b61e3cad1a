import { describe, expect, it } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { bytesOf, zipOf } from "../../../test/factories/zip-of";
import { readXlsxRows } from "./xlsx-rows.server";

async function read(bytes: Uint8Array) {
  const rows: { line: number; cells: string[] }[] = [];
  for await (const block of readXlsxRows(bytesOf(bytes))) {
    if (!block.ok) return { rows, failure: block.failure };
    rows.push(...block.value.rows);
  }
  return { rows };
}

/** A workbook whose first sheet has this XML. */
function workbook(sheet: string, more: Record<string, string> = {}) {
  return zipOf({
    "xl/workbook.xml":
      '<workbook xmlns:r="r"><sheets><sheet name="Old" state="hidden" r:id="r1"/><sheet name="Codes" r:id="r2"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
    "xl/worksheets/sheet2.xml": sheet,
    ...more,
  });
}

describe("reading the rows of an Excel workbook", () => {
  it("reads what a spreadsheet wrote", async () => {
    const file = await writeXlsxFile([
      [{ value: "code" }, { value: "use_by" }, { value: "days" }],
      [
        { value: "SPRING & <1>" },
        { value: new Date("2026-12-31T00:00:00Z"), format: "dd/mm/yyyy" },
        { value: 30 },
      ],
      [null, null, null],
      [{ value: 12345678901 }, null, { value: 0.1 }],
    ]).toBuffer();
    expect(await read(file)).toEqual({
      rows: [
        { line: 1, cells: ["code", "use_by", "days"] },
        { line: 2, cells: ["SPRING & <1>", "46387", "30"] },
        { line: 4, cells: ["12345678901", "", "0.1"] },
      ],
    });
  });

  it("reads the first sheet that is not hidden, cells of every type and gaps", async () => {
    const file = await workbook(
      '<x:worksheet xmlns:x="x"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>A&#49;</x:t></x:is></x:c><x:c t="str"><x:f>B()</x:f><x:v>B</x:v></x:c></x:row>' +
        '<x:row r="7"><x:c r="C7" t="b"><x:v>1</x:v></x:c><x:c r="AA7" t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    );
    expect(await read(file)).toEqual({
      rows: [
        { line: 1, cells: ["A1", "B"] },
        { line: 7, cells: ["", "", "TRUE", ...Array<string>(24).fill("")] },
      ],
    });
  });

  it("shows that a spreadsheet has lost digits of a long number", async () => {
    const file = await workbook(
      "<worksheet><sheetData><row><c><v>1234567890123450000</v></c></row></sheetData></worksheet>",
    );
    expect((await read(file)).rows[0]?.cells).toEqual(["1.23456789012345E+18"]);
  });

  it("refuses more than 200,000 rows", async () => {
    const file = await workbook(
      `<worksheet><sheetData>${"<row><c><v>1</v></c></row>".repeat(200_001)}</sheetData></worksheet>`,
    );
    expect((await read(file)).failure?.message).toMatch(/at most 200,000 rows/);
  });

  it("refuses a file that unpacks into gigabytes without unpacking it", async () => {
    const bomb = await workbook("<worksheet/>", {}).then((file) =>
      declareSize(file, "xl/worksheets/sheet2.xml", 3_000_000_000),
    );
    expect((await read(bomb)).failure?.message).toMatch(/too large/);
  });

  it("stops unpacking where a file has more in it than it says", async () => {
    const liar = declareSize(
      await workbook(`<worksheet><sheetData>${" ".repeat(5_000_000)}</sheetData></worksheet>`),
      "xl/worksheets/sheet2.xml",
      100,
    );
    expect((await read(liar)).failure?.message).toMatch(/damaged/);
  });

  it("refuses a zip of something else, a cut file, broken XML and days from 1904", async () => {
    expect((await read(await zipOf({ "codes.csv": "A" }))).failure?.message).toMatch(/Unpack it/);
    const whole = await workbook("<worksheet><sheetData/></worksheet>");
    expect((await read(whole.subarray(0, -30))).failure?.message).toMatch(/damaged/);
    const broken = await workbook(
      "<worksheet><sheetData><row><c><v>1</v></c></row><row></worksheet>",
    );
    expect((await read(broken)).failure?.message).toMatch(/damaged/);
    const entities = await workbook("<worksheet>&lol9;</worksheet>");
    expect((await read(entities)).failure?.message).toMatch(/damaged/);
    const mac = await workbook("<worksheet/>", {
      "xl/workbook.xml":
        '<workbook><workbookPr date1904="1"/><sheets><sheet r:id="r2"/></sheets></workbook>',
    });
    expect((await read(mac)).failure?.message).toMatch(/1904/);
  });
});

/** Changes what the zip's directory says of an entry's unpacked size. */
function declareSize(file: Buffer, name: string, size: number): Buffer {
  const changed = Buffer.from(file);
  const place = changed.lastIndexOf(name) - 46;
  changed.writeUInt32LE(size, place + 24);
  return changed;
}
