import { Parser } from "csv-parse";
import { failure, type Result, success } from "../../../core/result";
import type { FileRow, FileUnreadable, ParseOptions, RowBlock } from "../parse-options";
import { isSeparatorRow } from "./delimiter";
import { splitLine } from "./split-line";

/** No row of a list is longer (characters): what is, has lost a quotation mark. */
const longestRow = 20_000;
/** Rows of some ten kilobytes die young; those of a megabyte would grow old and stay in memory. */
const blockBytes = 65_536;
/** Stands for "no delimiter": a character that no text has. */
const noDelimiter = "\u001F";
/** Lines that cost themselves and not the file. Each is read again, so that there must be an end to it. */
const mostBrokenLines = 200;
/** Characters of a line that cannot be read which the report shows. */
const shownOfBroken = 300;

type TextCut = Pick<ParseOptions, "encoding" | "delimiter"> &
  Partial<Pick<ParseOptions, "wrapped">>;

/**
 * Reads the rows of a text, block by block as the parts of the file come. Blank lines are left out. A
 * line with a quotation mark that is never closed, or without an end, comes as a broken row, and the
 * next line is read as if it had been right. The last block is a failure when there are too many.
 */
export async function* readTextRows(
  parts: AsyncIterable<Uint8Array>,
  cut: TextCut,
): AsyncGenerator<Result<RowBlock, FileUnreadable>> {
  const reader = new LineReader(cut);
  // csv-parse reads UTF-8 itself, from the bytes; everything else is made text first.
  const decoder = cut.encoding === "utf-8" ? undefined : new TextDecoder(cut.encoding);
  let bytes = 0;
  for await (const part of parts) {
    for (let at = 0; at < part.byteLength; at += blockBytes) {
      const block = part.subarray(at, at + blockBytes);
      const text = decoder ? Buffer.from(decoder.decode(block, { stream: true })) : block;
      const broken = await reader.feed(text);
      bytes += block.byteLength;
      yield success({ rows: reader.takeRows(), bytes });
      if (broken) return yield failure(broken);
    }
  }
  const broken = await reader.finish(Buffer.from(decoder?.decode() ?? ""));
  yield broken ? failure(broken) : success({ rows: reader.takeRows(), bytes });
}

/** Feeds a parser, and a new one from the next line on where it breaks. */
class LineReader {
  readonly #cut: TextCut;
  #parser: RowParser;
  /** The bytes since the last whole row, without the block that is fed. */
  #before: Uint8Array = new Uint8Array();
  /** Bytes that the present parser was fed. */
  #fed = 0;
  #rows: FileRow[] = [];
  #brokenLines = 0;
  /** In a line without an end, whose rest is passed over. */
  #skipping = false;

  constructor(cut: TextCut) {
    this.#cut = cut;
    this.#parser = new RowParser(cut, 0);
  }

  takeRows(): FileRow[] {
    const rows =
      this.#rows.length > 0 ? [...this.#rows, ...this.#parser.takeRows()] : this.#parser.takeRows();
    this.#rows = [];
    return rows;
  }

  async feed(given: Uint8Array): Promise<FileUnreadable | undefined> {
    const block = this.#skipping ? this.#restAfterLine(given) : given;
    if (block.byteLength === 0) return undefined;
    const start = this.#fed;
    this.#fed += block.byteLength;
    if (await this.#parser.feed(block)) {
      const end = this.#parser.rowEnd - start;
      this.#before = end >= 0 ? block.subarray(end) : Buffer.concat([this.#before, block]);
      return undefined;
    }
    const end = this.#parser.rowEnd - start;
    return this.#goOn(end >= 0 ? block.subarray(end) : Buffer.concat([this.#before, block]));
  }

  async finish(rest: Uint8Array): Promise<FileUnreadable | undefined> {
    for (let text = rest; ; text = new Uint8Array()) {
      const broken = await this.feed(text);
      if (broken) return broken;
      if (await this.#parser.finish()) return undefined;
      const stopped = await this.#goOn(this.#before);
      if (stopped) return stopped;
    }
  }

  /** Sets the line aside at which the parser broke, and reads what comes after it. */
  #goOn(text: Uint8Array): Promise<FileUnreadable | undefined> | FileUnreadable {
    const start = text.findIndex((byte) => byte !== 10 && byte !== 13);
    const next =
      start < 0 ? -1 : text.findIndex((byte, at) => at > start && (byte === 10 || byte === 13));
    const line = text.subarray(Math.max(0, start), next < 0 ? text.byteLength : next);
    this.#rows.push(...this.#parser.takeRows());
    const place = this.#parser.nextLine + lineBreaks(text.subarray(0, Math.max(0, start)));
    this.#brokenLines += 1;
    if (this.#brokenLines > mostBrokenLines) return tooManyBroken(place);
    this.#rows.push(brokenRow(line, place, this.#cut));
    this.#parser = new RowParser(this.#cut, place - 1);
    this.#before = new Uint8Array();
    this.#fed = 0;
    this.#skipping = next < 0;
    return this.feed(next < 0 ? new Uint8Array() : text.subarray(next));
  }

  #restAfterLine(block: Uint8Array): Uint8Array {
    const end = block.findIndex((byte) => byte === 10 || byte === 13);
    if (end < 0) return new Uint8Array();
    this.#skipping = false;
    return block.subarray(end);
  }
}

function brokenRow(line: Uint8Array, place: number, { delimiter }: TextCut): FileRow {
  const text = Buffer.from(line.subarray(0, longestRow)).toString().slice(0, shownOfBroken);
  const broken =
    line.byteLength > longestRow
      ? `The line has more than ${longestRow.toLocaleString("en-US")} characters.`
      : "A quotation mark opens in this line and isn’t closed.";
  return { line: place, cells: splitLine(text, delimiter), broken };
}

function tooManyBroken(line: number): FileUnreadable {
  return {
    kind: "file_unreadable",
    message: `Too many lines have a quotation mark that isn’t closed. Line ${line} is the last one that was looked at. Save the file again as .xlsx or CSV, then import that.`,
  };
}

/** Line breaks in the bytes; CRLF is one. */
function lineBreaks(bytes: Uint8Array): number {
  return (
    Buffer.from(bytes)
      .toString("latin1")
      .match(/\r\n|\n|\r/g)?.length ?? 0
  );
}

/**
 * csv-parse, with the rows gathered in blocks and numbered. Its own way to number them builds an
 * object of ten facts for each row and takes three times as long.
 */
class RowParser extends Parser {
  /** Bytes up to the end of the last whole row. */
  rowEnd = 0;
  /** Line of the file behind the last whole row. */
  nextLine: number;
  #rows: FileRow[] = [];
  readonly #linesBefore: number;
  /** What divides the cell that a whole line is; undefined where lines are no such cells. */
  readonly #within: string | undefined;

  constructor({ delimiter, wrapped }: TextCut, linesBefore: number) {
    super({
      delimiter: wrapped ? noDelimiter : delimiter || noDelimiter,
      bom: linesBefore === 0,
      // A stray quotation mark inside a cell is a character like others.
      relax_quotes: true,
      relax_column_count: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      max_record_size: longestRow,
      skip_empty_lines: true,
    });
    this.#linesBefore = linesBefore;
    this.nextLine = linesBefore + 1;
    this.#within = wrapped ? delimiter : undefined;
    // What breaks is told to whoever feeds the part.
    this.on("error", () => undefined);
  }

  override push(cells: string[] | null): boolean {
    if (!cells) return super.push(null);
    this.rowEnd = this.info.bytes;
    const line = this.#linesBefore + this.info.lines;
    this.nextLine = line + 1;
    const blank = cells.every((cell) => cell.trim() === "");
    if (blank || isSeparatorRow(cells)) return true;
    const inner = this.#within === undefined ? cells : splitLine(cells[0] ?? "", this.#within);
    this.#rows.push({ line, cells: inner });
    return true;
  }

  /** The rows that were read since the last time. */
  takeRows(): FileRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  /** Resolves whether the part could be read. */
  feed(part: Uint8Array): Promise<boolean> {
    return new Promise((resolve) => {
      this.write(part, (error) => resolve(!error));
    });
  }

  finish(): Promise<boolean> {
    return new Promise((resolve) => {
      this.end((error?: Error | null) => resolve(!error));
    });
  }
}
