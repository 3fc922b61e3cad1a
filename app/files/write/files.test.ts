import { EventEmitter, once } from "node:events";
import { text } from "node:stream/consumers";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import * as yauzl from "yauzl";
import { bytesOf } from "../../../test/factories/zip-of";
import { type Cell, escapeFormula } from "../../core/csv";
import { readXlsxRows } from "../parse/workbook/xlsx-rows.server";
import { formatLocalTime } from "./format-local-time";
import { writeCsv } from "./write-csv.server";
import { writeXlsx } from "./write-xlsx.server";
import { zipStream } from "./zip-stream.server";

async function* pagesOf(...pages: Cell[][][]) {
  yield* pages;
}

async function collect(pieces: AsyncIterable<string | Uint8Array>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(Buffer.from(piece));
  return Buffer.concat(all);
}

async function readBack(file: Buffer): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const block of readXlsxRows(bytesOf(file))) {
    if (!block.ok) throw new Error(block.failure.message);
    rows.push(...block.value.rows.map(({ cells }) => cells));
  }
  return rows;
}

async function entriesOf(file: Buffer): Promise<Record<string, string>> {
  const zip = await yauzl.fromBufferPromise(file);
  const entries: Record<string, string> = {};
  for await (const entry of zip.eachEntry()) {
    entries[entry.fileName] = await text(await zip.openReadStreamPromise(entry));
  }
  return entries;
}

describe("a cell of a downloaded file", () => {
  it.each([
    "=1+1",
    "=VIP",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n =1",
    "＝1",
    "+A!B1",
  ])("is never run as a formula: %j", (text) => {
    expect(escapeFormula(text)).toBe(`'${text}`);
  });

  it.each(["SUMMER-7", "-20NOW", "+10OFF", "@VIP", "+ada@example.com", "-5", "", "1+1"])(
    "stays unchanged: %j",
    (text) => {
      expect(escapeFormula(text)).toBe(text);
    },
  );
});

describe("writing CSV", () => {
  const pages = () =>
    pagesOf([["=CMD()", 'say "hi", Ada', 5]], [["two\nlines", null, { local: "2026-12-31" }]]);
  const lines = (code: string) =>
    `\uFEFFCode,=Message,N\r\n${code},"say ""hi"", Ada",5\r\n"two\nlines",,2026-12-31\r\n`;

  it("quotes cells where needed, and escapes formulas for people", async () => {
    const file = await collect(writeCsv(["Code", "=Message", "N"], pages(), "person"));
    expect(file.toString()).toBe(lines("'=CMD()").replace("=Message", "'=Message"));
  });

  it("leaves every cell unchanged for programs", async () => {
    const file = await collect(writeCsv(["Code", "=Message", "N"], pages(), "program"));
    expect(file.toString()).toBe(lines("=CMD()"));
  });
});

describe("writing an Excel workbook", () => {
  const sheet = { sheetName: "Codes" };
  it("keeps every text unchanged, as text", async () => {
    const texts = ["=1+1", "<&>\"'", " spaces ", "ünï 🎁", "00123", "line\nbreak", "bell\u0007"];
    const file = await collect(
      writeXlsx(["Code", "N"], pagesOf(texts.map((text) => [text, 7])), sheet),
    );
    expect(await readBack(file)).toEqual([
      ["Code", "N"],
      ...texts.map((text) => [text.replace("\u0007", "\ufffd"), "7"]),
    ]);
  });

  it("looks like a table: bold, frozen header, fitted columns, real dates", async () => {
    const long = "x".repeat(40);
    const pages = pagesOf([["A", long, { local: "2026-12-31 12:00:00" }]]);
    const file = await collect(
      writeXlsx(["Code", "Message", "Until"], pages, {
        sheetName: "Spring: [20%] & more/than 31 characters",
      }),
    );
    const xml = await entriesOf(file);
    expect(xml["xl/workbook.xml"]).toContain('<sheet name="Spring 20% &amp; more than 31 chara"');
    const sheetXml = xml["xl/worksheets/sheet1.xml"] ?? "";
    expect(sheetXml).toContain(
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
    );
    expect(sheetXml).toContain(
      '<col min="1" max="1" width="10" customWidth="1"/><col min="2" max="2" width="42" customWidth="1"/>',
    );
    expect(sheetXml).toContain(
      '<c s="1" t="inlineStr"><is><t xml:space="preserve">Code</t></is></c>',
    );
    // December 31, 2026, noon is day 46,387.5 in Excel.
    expect(sheetXml).toContain('<c s="2"><v>46387.500000</v></c>');
    expect(xml["xl/styles.xml"]).toContain("<font><b/>");
  });

  it("continues on a second sheet above the limit, and never adds an empty one", async () => {
    const rows = (count: number) => pagesOf(Array.from({ length: count }, (_, n) => [`row ${n}`]));
    const twoSheets = await collect(writeXlsx(["Row"], rows(5), { ...sheet, maxRows: 4 }));
    expect(twoSheets.includes("xl/worksheets/sheet2.xml")).toBe(true);
    expect(await readBack(twoSheets)).toEqual([["Row"], ["row 0"], ["row 1"], ["row 2"]]);
    const oneSheet = await collect(writeXlsx(["Row"], rows(3), { ...sheet, maxRows: 4 }));
    expect(oneSheet.includes("xl/worksheets/sheet2.xml")).toBe(false);
  });

  it("writes a header without rows, and passes errors on", async () => {
    expect(await readBack(await collect(writeXlsx(["Code"], pagesOf(), sheet)))).toEqual([
      ["Code"],
    ]);
    async function* broken(): AsyncGenerator<Cell[][]> {
      yield [["one"]];
      throw new Error("connection lost");
    }
    await expect(collect(writeXlsx(["Code"], broken(), sheet))).rejects.toThrow("connection lost");
  });

  it("stops reading rows when the download is canceled", async () => {
    let ended = false;
    async function* endless(): AsyncGenerator<Cell[][]> {
      try {
        for (;;) yield Array.from({ length: 500 }, () => [Math.random().toString(36)]);
      } finally {
        ended = true;
      }
    }
    const file = writeXlsx(["Code"], endless(), sheet);
    for (let piece = 0; piece < 3; piece += 1) await file.next();
    await file.return(undefined);
    expect(ended).toBe(true);
  });

  it("starts no further sheet when the download is canceled between two sheets", async () => {
    let packed = 0;
    const steps = new EventEmitter();
    const [between, next] = [once(steps, "between"), once(steps, "next")];
    async function* content() {
      packed += 1;
      yield "rows";
    }
    async function* sheets() {
      yield { name: "first", content: content() };
      steps.emit("between");
      await next;
      yield { name: "second", content: content() };
    }
    const file = zipStream(sheets());
    await file.next();
    await between;
    const stopped = file.return(undefined);
    steps.emit("next");
    await stopped;
    expect(packed).toBe(1);
  });
});

describe("the wall clock of a time zone", () => {
  it.each(["Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe"])(
    "is that of %s, including around daylight saving changes",
    (zone) => {
      const stamp = formatLocalTime(zone);
      const start = Date.parse("2026-03-01T00:07:00Z");
      for (let step = 0; step < 2_000; step += 1) {
        const moment = new Date(start + step * 4.3 * 3_600_000);
        expect(stamp(moment)).toBe(
          DateTime.fromJSDate(moment, { zone }).toFormat("yyyy-MM-dd HH:mm:ss"),
        );
      }
    },
  );
});
