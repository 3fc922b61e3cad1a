import { describe, expect, it } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { type ReadCodes, readCodesOf } from "../../../../test/factories/read-codes-of";
import { zipOf } from "../../../../test/factories/zip-of";

async function read(
  file: Uint8Array,
  more: Parameters<typeof readCodesOf>[1] = {},
): Promise<ReadCodes> {
  const result = await readCodesOf(file, more);
  if (typeof result === "string") throw new Error(result);
  return result;
}

const textCell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const sheetOf = (...rows: string[]) =>
  `<worksheet><sheetData>${rows.join("")}</sheetData></worksheet>`;
const rowsOf = (...texts: string[]) => texts.map((text) => `<row>${textCell(text)}</row>`);

/** A workbook with these sheets, by name. */
function workbook(sheets: Record<string, string>, more: Record<string, string> = {}) {
  const names = Object.keys(sheets);
  const entries: Record<string, string> = {
    "xl/workbook.xml": `<workbook xmlns:r="r"><sheets>${names.map((name, at) => `<sheet name="${name}" r:id="r${at}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${names.map((_, at) => `<Relationship Id="r${at}" Target="worksheets/sheet${at}.xml"/>`).join("")}</Relationships>`,
    ...more,
  };
  for (const [at, name] of names.entries())
    entries[`xl/worksheets/sheet${at}.xml`] = sheets[name] ?? "";
  return zipOf(entries);
}

describe("reading a workbook of codes", () => {
  it("picks the sheet that looks like the list, and offers the others", async () => {
    const file = await workbook({
      "Read me": sheetOf(...rowsOf("These codes are for spring", "Ask Ada before you use them")),
      Codes: sheetOf(...rowsOf("Code", "K-1", "K-2")),
      Empty: sheetOf(),
    });
    const { reading, codes } = await read(file);
    expect(reading).toMatchObject({ sheet: "Codes", sheets: ["Read me", "Codes"], doubts: [] });
    expect(codes.map(({ code }) => code)).toEqual(["K-1", "K-2"]);
  });

  it("asks if several sheets look like lists, and reads the one chosen", async () => {
    const file = await workbook({
      "10 percent": sheetOf(...rowsOf("T-1", "T-2", "T-3")),
      "20 percent": sheetOf(...rowsOf("W-1", "W-2", "W-3")),
    });
    expect((await read(file)).reading).toMatchObject({
      sheet: "10 percent",
      doubts: ["several_sheets"],
    });
    const chosen = await read(file, { change: { sheet: "20 percent" } });
    expect(chosen.reading).toMatchObject({ sheet: "20 percent", doubts: [], rows: 3 });
    expect(chosen.codes.map(({ code }) => code)).toEqual(["W-1", "W-2", "W-3"]);
  });

  it("skips hidden rows unless the merchant includes them", async () => {
    const hidden = (text: string) => `<row hidden="1">${textCell(text)}</row>`;
    const file = await workbook({
      Codes: sheetOf(...rowsOf("Code", "K-1"), hidden("K-2"), hidden("K-3"), ...rowsOf("K-4")),
    });
    const { reading, codes } = await read(file);
    expect(reading).toMatchObject({ hiddenRows: 2, rows: 3 });
    expect(codes.map(({ code }) => code)).toEqual(["K-1", "K-4"]);
    expect((await read(file, { change: { withHidden: true } })).codes).toHaveLength(4);
    const none = await workbook({ Codes: sheetOf(hidden("K-1")) });
    expect(await readCodesOf(none)).toMatch(/All rows of the sheet “Codes” are hidden/);
  });

  it("rejects codes that Excel turned into dates and numbers", async () => {
    const file = await writeXlsxFile([
      [{ value: "Code" }],
      [{ value: "7F22" }],
      [{ value: "ABC-1" }],
      [{ value: "ABC-2" }],
      [{ value: new Date("2026-12-25T00:00:00Z"), format: "d-mmm" }],
      [{ value: 12_000 }],
      [{ value: 2.19e26 }],
    ]).toBuffer();
    const { codes, rejects } = await read(file);
    expect(codes.map(({ code }) => code)).toEqual(["7F22", "ABC-1", "ABC-2"]);
    expect(rejects.map(({ message }) => message)).toEqual([
      expect.stringContaining("changed this code to the date 2026-12-25"),
      expect.stringContaining("the number 12000, but the others are text"),
      expect.stringContaining("changed this code to the number 2.19E+26"),
    ]);
    const all = await read(file, { change: { withOdd: true } });
    expect(all.codes.map(({ code }) => code)).toEqual(["7F22", "ABC-1", "ABC-2", "12000"]);
  });

  it("accepts numbers if all codes are numbers, with the leading zeros that Excel shows", async () => {
    const file = await workbook(
      {
        Codes: sheetOf(
          ...rowsOf("Code"),
          '<row><c s="1"><v>123</v></c></row>',
          '<row><c s="1"><v>99123</v></c></row>',
        ),
      },
      {
        "xl/styles.xml":
          '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="000000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
      },
    );
    expect((await read(file)).codes.map(({ code }) => code)).toEqual(["000123", "099123"]);
  });

  it("ends dates at the end of the day, however the workbook stores them", async () => {
    const day = (cell: string) => `<row>${textCell("K-1")}${cell}</row>`;
    const file = await workbook(
      {
        Codes: sheetOf(
          `<row>${textCell("Code")}${textCell("Expires")}</row>`,
          day('<c t="d"><v>2027-12-31T00:00:00</v></c>'),
          day('<c s="1"><v>46752.000000001</v></c>'),
          day(textCell("2027-12-31 00:00:00")),
        ),
      },
      {
        "xl/styles.xml":
          '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
      },
    );
    const end = new Date("2027-12-31T22:59:59Z");
    expect((await read(file)).codes.map(({ useBy }) => useBy)).toEqual([end, end, end]);
  });

  it("reports formulas without a value, and errors", async () => {
    const file = await workbook({
      Codes: sheetOf(
        ...rowsOf("F-1"),
        "<row><c><f>A1&amp;2</f></c></row>",
        '<row><c t="e"><v>#N/A</v></c></row>',
      ),
    });
    const { codes, rejects } = await read(file);
    expect(codes.map(({ code }) => code)).toEqual(["F-1"]);
    expect(rejects.map(({ line }) => line)).toEqual([2, 3]);
  });
});
