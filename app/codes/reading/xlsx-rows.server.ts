import { failure, type Result, success } from "../../core/result";
import type { ByteSource } from "./byte-source";
import type { FileRow, FileUnreadable, RowBlock } from "./reading";
import { openWorkbook, tooLarge, xmlParser } from "./workbook.server";

const mostSheetRows = 200_000;
/** Cells further to the right are left out. */
const mostColumns = 200;
/** Spreadsheets keep 15 digits of a number: the others are lost. */
const exactUpTo = 1e15;

/**
 * Reads the rows of the first visible sheet of an .xlsx workbook, block by block as it is unpacked.
 * Blank rows are left out. The last block is a failure when the workbook cannot be read (further) or
 * has more than `mostSheetRows` rows.
 */
export async function* readXlsxRows(
  source: ByteSource,
): AsyncGenerator<Result<RowBlock, FileUnreadable>> {
  const workbook = await openWorkbook(source);
  if (!workbook.ok) return yield workbook;
  const { sharedTexts, sheetBytes, openSheet } = workbook.value;
  const sheet = new SheetParser(sharedTexts);
  let unpacked = 0;
  let rowCount = 0;
  try {
    for await (const part of await openSheet()) {
      const rows = sheet.feed(part as Uint8Array);
      rowCount += rows.length;
      if (rowCount > mostSheetRows) return yield tooLarge();
      unpacked += (part as Uint8Array).byteLength;
      yield success({ rows, bytes: Math.floor((source.size * unpacked) / sheetBytes) });
    }
    sheet.finish();
  } catch {
    yield failure({
      kind: "file_unreadable",
      message: `The Excel file is damaged after row ${sheet.line}. Save it again as .xlsx or CSV, then import that.`,
    });
  }
}

/** Turns the XML of a sheet into rows of texts. */
class SheetParser {
  /** Number of the row that was read last. */
  line = 0;
  #rows: FileRow[] = [];
  #cells: string[] = [];
  #column = 0;
  #type = "";
  #value = "";
  #inValue = false;
  readonly #sharedTexts: string[];
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  readonly #parser = xmlParser({
    open: (name, attributes) => this.#open(name, attributes),
    text: (text) => {
      if (this.#inValue) this.#value += text;
    },
    close: (name) => this.#close(name),
  });

  constructor(sharedTexts: string[]) {
    this.#sharedTexts = sharedTexts;
  }

  feed(part: Uint8Array): FileRow[] {
    this.#parser.write(this.#decoder.decode(part, { stream: true }));
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  finish(): void {
    this.#parser.close();
  }

  #open(name: string, attributes: Record<string, string>): void {
    if (name === "row") {
      this.line = Number(attributes["r"] ?? this.line + 1);
      this.#cells = [];
      this.#column = -1;
    } else if (name === "c") {
      const address = attributes["r"];
      this.#column = address ? columnOf(address) : this.#column + 1;
      this.#type = attributes["t"] ?? "n";
      this.#value = "";
    } else if (name === "v" || name === "t") this.#inValue = true;
  }

  #close(name: string): void {
    if (name === "v" || name === "t") this.#inValue = false;
    else if (name === "c" && this.#column < mostColumns) {
      while (this.#cells.length < this.#column) this.#cells.push("");
      this.#cells[this.#column] = this.#cellText();
    } else if (name === "row" && this.#cells.some((cell) => cell.trim() !== "")) {
      this.#rows.push({ line: this.line, cells: this.#cells });
    }
  }

  #cellText(): string {
    switch (this.#type) {
      case "s":
        return this.#sharedTexts[Number(this.#value)] ?? "";
      case "n":
        return numberText(this.#value);
      case "b":
        return this.#value === "1" ? "TRUE" : "FALSE";
      // `#N/A` and the like: the cell has no value.
      case "e":
        return "";
      default:
        return this.#value;
    }
  }
}

/** `AB12` → 27, counted from 0. */
function columnOf(address: string): number {
  let column = 0;
  for (const letter of address.replace(/\d+$/, ""))
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** The number as it was typed; with an exponent when the spreadsheet has lost digits of it. */
function numberText(value: string): string {
  const number = Number(value);
  if (value === "" || Number.isNaN(number)) return value;
  if (Math.abs(number) < exactUpTo) return String(number);
  return number.toExponential().replace("e", "E");
}
