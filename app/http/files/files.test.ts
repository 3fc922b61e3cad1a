import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { bytesOf } from "../../../test/factories/zip-of";
import { readXlsxRows } from "../../codes/reading/xlsx-rows.server";
import { harmlessCell } from "./harmless-cell";
import { localStamp } from "./local-stamp";
import { type Cell, writeCsv } from "./write-csv.server";
import { writeXlsx } from "./write-xlsx.server";

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

describe("a cell of a downloaded file", () => {
  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])("is no formula: %j", (text) => {
    expect(harmlessCell(text)).toBe(`'${text}`);
  });

  it.each(["SUMMER-7", "ada@example.com", "", "1+1"])("is left as it is: %j", (text) => {
    expect(harmlessCell(text)).toBe(text);
  });
});

describe("writing CSV", () => {
  it("quotes what needs it and makes formulas harmless", async () => {
    const pages = pagesOf([["=CMD()", 'say "hi", Ada', 5]], [["two\nlines", null, -3]]);
    const file = await collect(writeCsv(["Code", "+Message", "N"], pages));
    expect(file.toString()).toBe(
      '\uFEFFCode,\'+Message,N\r\n\'=CMD(),"say ""hi"", Ada",5\r\n"two\nlines",,-3\r\n',
    );
  });
});

describe("writing an Excel workbook", () => {
  it("keeps every text as it is, as a text", async () => {
    const texts = ["=1+1", "<&>\"'", " spaces ", "ünï 🎁", "00123", "line\nbreak", "bell\u0007"];
    const file = await collect(writeXlsx(["Code", "N"], pagesOf(texts.map((text) => [text, 7]))));
    expect(await readBack(file)).toEqual([
      ["Code", "N"],
      ...texts.map((text) => [text.replace("\u0007", "\ufffd"), "7"]),
    ]);
  });

  it("goes on on a second sheet above the limit, and leaves none empty", async () => {
    const rows = (count: number) => pagesOf(Array.from({ length: count }, (_, n) => [`row ${n}`]));
    const twoSheets = await collect(writeXlsx(["Row"], rows(5), 4));
    expect(twoSheets.includes("xl/worksheets/sheet2.xml")).toBe(true);
    expect(await readBack(twoSheets)).toEqual([["Row"], ["row 0"], ["row 1"], ["row 2"]]);
    const oneSheet = await collect(writeXlsx(["Row"], rows(3), 4));
    expect(oneSheet.includes("xl/worksheets/sheet2.xml")).toBe(false);
  });

  it("writes a header without rows, and passes on what goes wrong in between", async () => {
    expect(await readBack(await collect(writeXlsx(["Code"], pagesOf())))).toEqual([["Code"]]);
    async function* broken(): AsyncGenerator<Cell[][]> {
      yield [["one"]];
      throw new Error("connection lost");
    }
    await expect(collect(writeXlsx(["Code"], broken()))).rejects.toThrow("connection lost");
  });

  it("stops reading rows when nobody wants the file any more", async () => {
    let ended = false;
    async function* endless(): AsyncGenerator<Cell[][]> {
      try {
        for (;;) yield Array.from({ length: 500 }, () => [Math.random().toString(36)]);
      } finally {
        ended = true;
      }
    }
    const file = writeXlsx(["Code"], endless());
    for (let piece = 0; piece < 3; piece += 1) await file.next();
    await file.return(undefined);
    expect(ended).toBe(true);
  });
});

describe("the wall clock of a time zone", () => {
  it.each(["Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe"])(
    "is that of %s, also around the change of clocks",
    (zone) => {
      const stamp = localStamp(zone);
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
