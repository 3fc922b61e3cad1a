import type { Cell } from "../../core/csv";
import { cellStyles, main, xlsxParts, xml, xmlText } from "./xlsx-parts";
import { type ZipEntry, zipStream } from "./zip-stream.server";

/** Excel's limit, including the header. Further rows go to the next sheet. */
const rowsPerSheet = 1_048_576;
/** Columns fit the longest text of their first rows, within these bounds (characters). */
const narrowest = 10;
const widest = 60;
const measuredRows = 200;

/**
 * Streams rows into an Excel workbook with constant memory. Every cell is typed as text, number or
 * date, so none can be a formula. Rows beyond Excel's limit continue on another sheet.
 */
export function writeXlsx(
  header: readonly string[],
  pages: AsyncIterable<readonly Cell[][]>,
  { sheetName, maxRows = rowsPerSheet }: { sheetName: string; maxRows?: number },
): AsyncGenerator<Buffer> {
  return zipStream(workbook(header, pages, sheetName, maxRows));
}

async function* workbook(
  header: readonly string[],
  pages: AsyncIterable<readonly Cell[][]>,
  sheetName: string,
  maxRows: number,
): AsyncGenerator<ZipEntry> {
  const rows = new RowSource(pages);
  let sheets = 0;
  try {
    do {
      sheets += 1;
      yield { name: `xl/worksheets/sheet${sheets}.xml`, content: sheet(header, rows, maxRows) };
    } while (await rows.hasMore());
  } finally {
    await rows.close();
  }
  for (const [path, text] of xlsxParts(sheets, sheetName)) yield part(path, text);
}

/** Reads rows page by page and splits pages where a sheet is full. */
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

  /** Returns up to `limit` of the next rows without consuming them. */
  async look(limit: number): Promise<readonly Cell[][]> {
    return (await this.hasMore()) ? this.rest.slice(0, limit) : [];
  }

  async take(limit: number): Promise<readonly Cell[][]> {
    const rows = await this.look(limit);
    this.rest = this.rest.slice(rows.length);
    return rows;
  }

  async close(): Promise<void> {
    await this.pages.return?.();
  }
}

async function* sheet(
  header: readonly string[],
  rows: RowSource,
  maxRows: number,
): AsyncGenerator<string> {
  const widths = columnWidths([header, ...(await rows.look(measuredRows))]);
  yield `${xml}<worksheet xmlns="${main}">${frozenHeader}<cols>${widths}</cols><sheetData>${headerRow(header)}`;
  for (let room = maxRows - 1; room > 0; ) {
    const page = await rows.take(room);
    if (page.length === 0) break;
    room -= page.length;
    yield page.map(row).join("");
  }
  yield "</sheetData></worksheet>";
}

const frozenHeader =
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';

function columnWidths(rows: readonly (readonly Cell[])[]): string {
  const [header = []] = rows;
  return header
    .map((_, place) => {
      const longest = Math.max(...rows.map((cells) => shownLength(cells[place] ?? null)));
      const width = Math.min(widest, Math.max(narrowest, longest + 2));
      return `<col min="${place + 1}" max="${place + 1}" width="${width}" customWidth="1"/>`;
    })
    .join("");
}

function shownLength(value: Cell): number {
  if (value === null) return 0;
  return typeof value === "object" ? value.local.length : String(value).length;
}

function headerRow(names: readonly string[]): string {
  return `<row>${names.map((name) => textCell(name, ` s="${cellStyles.heading}"`)).join("")}</row>`;
}

function row(cells: readonly Cell[]): string {
  return `<row>${cells.map(cell).join("")}</row>`;
}

function cell(value: Cell): string {
  if (value === null || value === "") return "<c/>";
  if (typeof value === "number") return `<c><v>${value}</v></c>`;
  if (typeof value === "string") return textCell(value);
  return `<c s="${cellStyles.moment}"><v>${serialOf(value.local)}</v></c>`;
}

function textCell(text: string, style = ""): string {
  return `<c${style} t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

/** Excel's serial number: days since December 30, 1899, precise to the second. */
function serialOf(local: string): string {
  const seconds = Date.parse(`${local.replace(" ", "T")}Z`) / 1000;
  return (seconds / 86_400 + 25_569).toFixed(6);
}

function part(name: string, text: string): ZipEntry {
  async function* content() {
    yield xml + text;
  }
  return { name, content: content() };
}
