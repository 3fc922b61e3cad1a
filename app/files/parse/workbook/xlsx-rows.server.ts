import { failure, type Result, success } from "../../../core/result";
import type { ByteSource } from "../byte-source";
import { type FileRow, type FileUnreadable, maxColumns, type RowBlock } from "../parse-options";
import { type NumberFormat, shownNumber } from "./number-format";
import { openWorkbook, type Sheet, tooLarge, type Workbook } from "./workbook.server";
import { xmlParser } from "./xml.server";

/** Rows of a list, plus its header and titles. */
const maxSheetRows = 200_000 + 50;
/** Excel's limit. */
const maxRowNumber = 1_048_576;

/** Which rows of a workbook to read. */
export interface SheetChoice {
  /** Name of the sheet. Null: the first visible one. */
  sheet: string | null;
  /** Whether to read rows hidden by a filter or by hand. */
  withHidden: boolean;
}

/** A block of rows, and how many rows in it were hidden. */
export interface SheetBlock extends RowBlock {
  hidden: number;
}

/** Reads the rows of a sheet of an .xlsx workbook; see `readSheet`. */
export async function* readXlsxRows(
  source: ByteSource,
  { sheet, withHidden }: SheetChoice = { sheet: null, withHidden: false },
): AsyncGenerator<Result<RowBlock, FileUnreadable>> {
  const workbook = await openWorkbook(source);
  if (!workbook.ok) return yield workbook;
  const { sheets } = workbook.value;
  const chosen = sheet === null ? sheets[0] : sheets.find(({ name }) => name === sheet);
  if (!chosen) {
    const message = `This workbook has no visible sheet named “${sheet}”. Choose the file again.`;
    return yield failure({ kind: "file_unreadable", message });
  }
  yield* readSheet(workbook.value, chosen, { withHidden, fileBytes: source.size });
}

/**
 * Streams the rows of a sheet as Excel displays them, block by block. Blank rows are skipped. If
 * the sheet is damaged or has too many rows, the last item is a failure.
 */
export async function* readSheet(
  workbook: Workbook,
  { open, bytes }: Sheet,
  { withHidden, fileBytes }: { withHidden: boolean; fileBytes: number },
): AsyncGenerator<Result<SheetBlock, FileUnreadable>> {
  const sheet = new SheetParser(workbook, withHidden);
  let unpacked = 0;
  let rowCount = 0;
  try {
    for await (const part of await open()) {
      const { rows, hidden } = sheet.feed(part as Uint8Array);
      rowCount += rows.length;
      if (rowCount > maxSheetRows) return yield tooLarge();
      unpacked += (part as Uint8Array).byteLength;
      yield success({ rows, hidden, bytes: Math.floor((fileBytes * unpacked) / bytes) });
    }
    sheet.finish();
  } catch {
    yield failure({
      kind: "file_unreadable",
      message: `The Excel file is damaged after row ${sheet.line}. Save it again as .xlsx or CSV, then import that.`,
    });
  }
}

const isTrue = (attribute: string | undefined) => attribute === "1" || attribute === "true";

/** Parses the XML of a sheet into rows of text. */
class SheetParser {
  /** Number of the last row read. */
  line = 0;
  #rows: FileRow[] = [];
  #hidden = 0;
  #rowHidden = false;
  #cells: string[] = [];
  #numbers: number[] = [];
  /** Whether a formula has no value, so the row doesn't count as blank. */
  #missing = false;
  #column = 0;
  #type = "";
  #format: NumberFormat | undefined;
  #value = "";
  #inValue = false;
  #inReading = false;
  #hasFormula = false;
  #hasValue = false;
  readonly #workbook: Workbook;
  readonly #withHidden: boolean;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  readonly #parser = xmlParser({
    open: (name, attributes) => this.#open(name, attributes),
    text: (text) => {
      if (this.#inValue) this.#value += text;
    },
    close: (name) => this.#close(name),
  });

  constructor(workbook: Workbook, withHidden: boolean) {
    this.#workbook = workbook;
    this.#withHidden = withHidden;
  }

  feed(part: Uint8Array): { rows: FileRow[]; hidden: number } {
    this.#parser.write(this.#decoder.decode(part, { stream: true }));
    const read = { rows: this.#rows, hidden: this.#hidden };
    this.#rows = [];
    this.#hidden = 0;
    return read;
  }

  finish(): void {
    this.#parser.close();
  }

  #open(name: string, attributes: Record<string, string>): void {
    if (name === "row") {
      this.line = rowNumber(attributes["r"], this.line);
      this.#rowHidden = isTrue(attributes["hidden"]);
      this.#cells = [];
      this.#numbers = [];
      this.#missing = false;
      this.#column = -1;
    } else if (name === "c") {
      const address = attributes["r"];
      this.#column = address ? columnOf(address) : this.#column + 1;
      this.#type = attributes["t"] ?? "n";
      this.#format = this.#workbook.formats[Number(attributes["s"] ?? 0)];
      this.#value = "";
      this.#hasFormula = false;
      this.#hasValue = false;
    } else if (name === "v" || name === "t") {
      this.#inValue = !this.#inReading;
      this.#hasValue = true;
    } else if (name === "f") this.#hasFormula = true;
    else if (name === "rPh") this.#inReading = true;
  }

  #close(name: string): void {
    if (name === "v" || name === "t") this.#inValue = false;
    else if (name === "rPh") this.#inReading = false;
    else if (name === "c") this.#endCell();
    else if (name === "row") this.#endRow();
  }

  #endCell(): void {
    // A formula written by a program has no value until Excel calculates it.
    if (this.#hasFormula && !this.#hasValue) this.#missing = true;
    if (this.#column < 0 || this.#column >= maxColumns) return;
    const text = this.#cellText();
    while (this.#cells.length < this.#column) this.#cells.push("");
    this.#cells[this.#column] = text;
    const isNumber = this.#type === "n" && this.#value !== "" && this.#format?.kind !== "padded";
    if (isNumber) this.#numbers.push(this.#column);
  }

  #endRow(): void {
    if (!this.#missing && this.#cells.every((cell) => cell.trim() === "")) return;
    if (this.#rowHidden) this.#hidden += 1;
    if (this.#rowHidden && !this.#withHidden) return;
    const row: FileRow = { line: this.line, cells: this.#cells };
    if (this.#numbers.length > 0) row.numbers = this.#numbers;
    this.#rows.push(row);
  }

  #cellText(): string {
    switch (this.#type) {
      case "s":
        return this.#workbook.sharedTexts[Number(this.#value)] ?? "";
      case "n":
        return shownNumber(this.#value, this.#format ?? { kind: "plain" }, this.#workbook.from1904);
      case "b":
        return this.#value === "1" ? "TRUE" : "FALSE";
      // `e`: an error such as `#N/A`. `d`: a date. Others: text.
      default:
        return this.#value;
    }
  }
}

/** The row's own number if it is an integer above the last one. Otherwise the next number. */
function rowNumber(text: string | undefined, last: number): number {
  const number = Number(text);
  return Number.isInteger(number) && number > last && number <= maxRowNumber ? number : last + 1;
}

/** `AB12` → 27, counted from 0. */
function columnOf(address: string): number {
  let column = 0;
  for (const letter of address.replace(/\d+$/, ""))
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
