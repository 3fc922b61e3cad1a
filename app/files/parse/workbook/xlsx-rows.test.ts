import { describe, expect, it } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { bytesOf, zipOf } from "../../../../test/factories/zip-of";
import type { FileRow } from "../parse-options";
import { readXlsxRows } from "./xlsx-rows.server";

async function read(bytes: Uint8Array) {
  const rows: FileRow[] = [];
  for await (const block of readXlsxRows(bytesOf(bytes))) {
    if (!block.ok) return { rows, failure: block.failure };
    rows.push(...block.value.rows);
  }
  return { rows };
}

/** A workbook with this XML as its first sheet. */
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
  it.each(["5", "abc", "1e99", "-3", "2.5", "", "Infinity"])(
    "numbers rows by itself if every row claims to be row %j",
    async (number) => {
      const row = (code: string) =>
        `<row r="${number}"><c t="inlineStr"><is><t>${code}</t></is></c></row>`;
      const file = await workbook(
        `<worksheet><sheetData>${["A", "B", "C"].map(row).join("")}</sheetData></worksheet>`,
      );
      const { rows } = await read(file);
      const first = number === "5" ? 5 : 1;
      expect(rows).toEqual([
        { line: first, cells: ["A"] },
        { line: first + 1, cells: ["B"] },
        { line: first + 2, cells: ["C"] },
      ]);
    },
  );

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
        { line: 2, cells: ["SPRING & <1>", "2026-12-31", "30"], numbers: [1, 2] },
        { line: 4, cells: ["12345678901", "", "0.1"], numbers: [0, 2] },
      ],
    });
  });

  it("reads the first visible sheet, with cells of every type and gaps", async () => {
    const file = await workbook(
      '<x:worksheet xmlns:x="x"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>A&#49;</x:t></x:is></x:c><x:c t="str"><x:f>B()</x:f><x:v>B</x:v></x:c></x:row>' +
        '<x:row r="7"><x:c r="C7" t="b"><x:v>1</x:v></x:c><x:c r="AA7" t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    );
    expect(await read(file)).toEqual({
      rows: [
        { line: 1, cells: ["A1", "B"] },
        { line: 7, cells: ["", "", "TRUE", ...Array<string>(23).fill(""), "#N/A"] },
      ],
    });
  });

  it("shows when a spreadsheet has lost digits of a long number", async () => {
    const file = await workbook(
      "<worksheet><sheetData><row><c><v>1234567890123450000</v></c></row></sheetData></worksheet>",
    );
    expect((await read(file)).rows[0]?.cells).toEqual(["1.23456789012345E+18"]);
  });

  it("accepts 200,000 codes and a header, and rejects many more", async () => {
    const rows = (count: number) =>
      workbook(
        `<worksheet><sheetData>${"<row><c><v>1</v></c></row>".repeat(count)}</sheetData></worksheet>`,
      );
    expect((await read(await rows(200_001))).rows).toHaveLength(200_001);
    expect((await read(await rows(200_100))).failure?.message).toMatch(/at most 200,000 rows/);
  }, 60_000);

  it("rejects a zip bomb without unpacking it", async () => {
    const bomb = await workbook("<worksheet/>", {}).then((file) =>
      declareSize(file, "xl/worksheets/sheet2.xml", 3_000_000_000),
    );
    expect((await read(bomb)).failure?.message).toMatch(/too large/);
  });

  it("stops unpacking a file that is larger than it declares", async () => {
    const liar = declareSize(
      await workbook(`<worksheet><sheetData>${" ".repeat(5_000_000)}</sheetData></worksheet>`),
      "xl/worksheets/sheet2.xml",
      100,
    );
    expect((await read(liar)).failure?.message).toMatch(/damaged/);
  });

  it("rejects other zip files, truncated files and broken XML", async () => {
    expect((await read(await zipOf({ "codes.csv": "A" }))).failure?.message).toMatch(/Unpack it/);
    const whole = await workbook("<worksheet><sheetData/></worksheet>");
    expect((await read(whole.subarray(0, -30))).failure?.message).toMatch(/damaged/);
    const broken = await workbook(
      "<worksheet><sheetData><row><c><v>1</v></c></row><row></worksheet>",
    );
    expect((await read(broken)).failure?.message).toMatch(/damaged/);
    const entities = await workbook("<worksheet>&lol9;</worksheet>");
    expect((await read(entities)).failure?.message).toMatch(/damaged/);
    expect((await read(await zipOf({ "content.xml": "" }))).failure?.message).toMatch(/\.ods/);
    expect((await read(await zipOf({ "xl/workbook.bin": "" }))).failure?.message).toMatch(/xlsb/);
  });

  it("formats numbers as the workbook does: dates, leading zeros, surrounding text", async () => {
    const cell = (style: number, value: string) => `<c s="${style}"><v>${value}</v></c>`;
    const cells = [
      cell(1, "46381"),
      cell(2, "46752.000000001"),
      cell(3, "123"),
      cell(4, "7"),
      cell(0, "46381"),
      cell(2, "46752.75"),
      '<c t="d"><v>2027-12-31T00:00:00</v></c>',
      cell(5, "12000"),
    ];
    const sheet = `<worksheet><sheetData><row>${cells.join("")}</row></sheetData></worksheet>`;
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-407]d\\. mmm yyyy;@"/><numFmt numFmtId="165" formatCode="00000"/><numFmt numFmtId="166" formatCode="&quot;SPRING-&quot;000"/><numFmt numFmtId="167" formatCode="#,##0 &quot;days&quot;"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="16"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/></cellXfs></styleSheet>';
    expect((await read(await workbook(sheet, { "xl/styles.xml": styles }))).rows[0]?.cells).toEqual(
      [
        "2026-12-25",
        "2027-12-31",
        "00123",
        "SPRING-007",
        "46381",
        "2027-12-31T18:00:00",
        "2027-12-31T00:00:00",
        "12000",
      ],
    );
  });

  it("counts dates in old Mac workbooks from 1904", async () => {
    const mac = await workbook(
      '<worksheet><sheetData><row><c s="0"><v>44925</v></c></row></sheetData></worksheet>',
      {
        "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/workbook.xml":
          '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet r:id="r2"/></sheets></workbook>',
      },
    );
    expect((await read(mac)).rows[0]?.cells).toEqual(["2026-12-31"]);
  });

  it("skips hidden rows, and keeps rows whose formula has no value", async () => {
    const sheet =
      '<worksheet><sheetData><row r="1"><c t="str"><v>F-1</v></c></row><row r="2" hidden="1"><c t="str"><v>H-1</v></c></row><row r="3" hidden="true"><c t="str"><v>H-2</v></c></row>' +
      '<row r="4"><c><f>A1&amp;2</f></c></row><row r="5"><c t="str"><f>B()</f><v></v></c></row><row r="6"><c t="e"><f>C()</f><v>#N/A</v></c></row></sheetData></worksheet>';
    expect((await read(await workbook(sheet))).rows).toEqual([
      { line: 1, cells: ["F-1"] },
      { line: 4, cells: [""] },
      { line: 6, cells: ["#N/A"] },
    ]);
  });

  it("numbers rows by itself if the workbook doesn't", async () => {
    const row = (r: string) => `<row r="${r}"><c t="str"><v>A</v></c></row>`;
    const sheet = ["5", "5", "x", "1e99", "3", "20"].map(row).join("");
    const { rows } = await read(
      await workbook(`<worksheet><sheetData>${sheet}</sheetData></worksheet>`),
    );
    expect(rows.map(({ line }) => line)).toEqual([5, 6, 7, 8, 9, 20]);
  });

  it("never reads a hidden sheet", async () => {
    const file = await workbook(
      "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>",
      {
        "xl/workbook.xml":
          '<workbook xmlns:r="r"><sheets><sheet name="No" state="veryHidden" r:id="r1"/><sheet name="Yes" r:id="r2"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml":
          "<worksheet><sheetData><row><c><v>666</v></c></row></sheetData></worksheet>",
      },
    );
    expect((await read(file)).rows.map(({ cells }) => cells)).toEqual([["1"]]);
  });
});

/** Changes an entry's unpacked size in the zip directory. */
function declareSize(file: Buffer, name: string, size: number): Buffer {
  const changed = Buffer.from(file);
  const place = changed.lastIndexOf(name) - 46;
  changed.writeUInt32LE(size, place + 24);
  return changed;
}
