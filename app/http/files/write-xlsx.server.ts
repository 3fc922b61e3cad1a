import type { Cell } from "./write-csv.server";
import { type ZipEntry, zipStream } from "./zip-stream.server";

/** Excel's own limit, the header included; what is more goes on on the next sheet. */
const rowsPerSheet = 1_048_576;

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/package/2006/relationships";
const office = "http://schemas.openxmlformats.org/officeDocument/2006";
const officeTypes = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/**
 * Writes rows as an Excel workbook while they are read, with flat memory. Every cell is a typed text
 * or number, so none can be a formula. Above Excel's limit the rows go on on a second sheet.
 */
export function writeXlsx(
  header: readonly string[],
  pages: AsyncIterable<readonly Cell[][]>,
  mostRows = rowsPerSheet,
): AsyncGenerator<Buffer> {
  return zipStream(workbook(header, pages, mostRows));
}

async function* workbook(
  header: readonly string[],
  pages: AsyncIterable<readonly Cell[][]>,
  mostRows: number,
): AsyncGenerator<ZipEntry> {
  const rows = new RowSource(pages);
  let sheets = 0;
  try {
    do {
      sheets += 1;
      yield { name: `xl/worksheets/sheet${sheets}.xml`, content: sheet(header, rows, mostRows) };
    } while (await rows.hasMore());
  } finally {
    await rows.close();
  }
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
  yield part("xl/workbook.xml", workbookPart(numbers));
  yield part("xl/_rels/workbook.xml.rels", workbookRelations(numbers));
  yield part("_rels/.rels", rootRelations);
  yield part("[Content_Types].xml", contentTypes(numbers));
}

/** Rows one page at a time, cut where a sheet is full. */
class RowSource {
  private readonly pages: AsyncIterator<readonly Cell[][]>;
  private rest: readonly Cell[][] = [];

  constructor(pages: AsyncIterable<readonly Cell[][]>) {
    this.pages = pages[Symbol.asyncIterator]();
  }

  async hasMore(): Promise<boolean> {
    while (this.rest.length === 0) {
      const page = await this.pages.next();
      if (page.done) return false;
      this.rest = page.value;
    }
    return true;
  }

  async take(most: number): Promise<readonly Cell[][]> {
    if (!(await this.hasMore())) return [];
    const taken = this.rest.slice(0, most);
    this.rest = this.rest.slice(taken.length);
    return taken;
  }

  async close(): Promise<void> {
    await this.pages.return?.();
  }
}

async function* sheet(
  header: readonly string[],
  rows: RowSource,
  mostRows: number,
): AsyncGenerator<string> {
  yield `${xml}<worksheet xmlns="${main}"><sheetData>${row(header)}`;
  for (let room = mostRows - 1; room > 0; ) {
    const page = await rows.take(room);
    if (page.length === 0) break;
    room -= page.length;
    yield page.map(row).join("");
  }
  yield "</sheetData></worksheet>";
}

function row(cells: readonly Cell[]): string {
  return `<row>${cells.map(cell).join("")}</row>`;
}

function cell(value: Cell): string {
  if (value === null || value === "") return "<c/>";
  if (typeof value === "number") return `<c><v>${value}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;
}

// What XML cannot carry at all: control characters, lone surrogates, the two non-characters.
const unwritable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is meant
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };

function xmlText(text: string): string {
  return text
    .replace(unwritable, "\ufffd")
    .replace(/[&<>\r]/g, (found) => entities[found] ?? found);
}

function part(name: string, text: string): ZipEntry {
  async function* content() {
    yield xml + text;
  }
  return { name, content: content() };
}

function workbookPart(sheets: readonly number[]): string {
  const list = sheets.map((n) => `<sheet name="Sheet ${n}" sheetId="${n}" r:id="rId${n}"/>`);
  return `<workbook xmlns="${main}" xmlns:r="${office}/relationships"><sheets>${list.join("")}</sheets></workbook>`;
}

function workbookRelations(sheets: readonly number[]): string {
  const list = sheets.map(
    (n) =>
      `<Relationship Id="rId${n}" Type="${office}/relationships/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  );
  return `<Relationships xmlns="${relations}">${list.join("")}</Relationships>`;
}

const rootRelations = `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

function contentTypes(sheets: readonly number[]): string {
  const list = sheets.map(
    (n) =>
      `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${officeTypes}.worksheet+xml"/>`,
  );
  return (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${officeTypes}.sheet.main+xml"/>${list.join("")}</Types>`
  );
}
