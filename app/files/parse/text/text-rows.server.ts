import { Parser } from "csv-parse";
import { number } from "../../../core/format";
import { failure, type Result, success } from "../../../core/result";
import type { FileRow, FileUnreadable, ParseOptions, RowBlock } from "../parse-options";
import { isSeparatorRow } from "./delimiter";
import { splitLine } from "./split-line";

/** In characters. No real row is longer: one that is has lost a quotation mark. */
const maxRowLength = 20_000;
/** In bytes. V8 frees small blocks while they are young, but would promote blocks of a megabyte. */
const blockBytes = 65_536;
/** Disables splitting: a character that doesn't occur in text. */
const noDelimiter = "\u001F";
/** Broken lines after which we give up on the file, because each one is parsed again. */
const maxBrokenLines = 200;
/** Characters of a broken line that the report shows. */
const shownOfBroken = 300;

type TextCut = Pick<ParseOptions, "encoding" | "delimiter"> &
  Partial<Pick<ParseOptions, "wrapped">>;

/**
 * Streams the rows of a text, block by block. Blank lines are skipped. A line with an unclosed
 * quotation mark, or one that is too long, is yielded as a broken row, and parsing resumes on the
 * next line. If there are too many broken lines, the last item is a failure.
 */
export async function* readTextRows(
  parts: AsyncIterable<Uint8Array>,
  cut: TextCut,
): AsyncGenerator<Result<RowBlock, FileUnreadable>> {
  const reader = new LineReader(cut);
  // csv-parse decodes UTF-8 itself. Other encodings are decoded first.
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

/** Feeds a parser, and starts a new one after every line that breaks it. */
class LineReader {
  readonly #cut: TextCut;
  #parser: RowParser;
  /** The bytes since the last complete row, without the block being fed. */
  #before: Uint8Array = new Uint8Array();
  /** Bytes fed to the current parser. */
  #fed = 0;
  #rows: FileRow[] = [];
  #brokenLines = 0;
  /** Whether we are inside an overlong line, the rest of which is skipped. */
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

  async feed(bytes: Uint8Array): Promise<FileUnreadable | undefined> {
    const block = this.#skipping ? this.#restAfterLine(bytes) : bytes;
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

  /** Reports the line that broke the parser, and resumes after it. */
  #goOn(text: Uint8Array): Promise<FileUnreadable | undefined> | FileUnreadable {
    const start = text.findIndex((byte) => byte !== 10 && byte !== 13);
    const next =
      start < 0 ? -1 : text.findIndex((byte, at) => at > start && (byte === 10 || byte === 13));
    const line = text.subarray(Math.max(0, start), next < 0 ? text.byteLength : next);
    this.#rows.push(...this.#parser.takeRows());
    const place = this.#parser.nextLine + lineBreaks(text.subarray(0, Math.max(0, start)));
    this.#brokenLines += 1;
    if (this.#brokenLines > maxBrokenLines) return tooManyBroken(place);
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
  const text = Buffer.from(line.subarray(0, maxRowLength)).toString().slice(0, shownOfBroken);
  const broken =
    line.byteLength > maxRowLength
      ? `The line has more than ${number(maxRowLength)} characters.`
      : "A quotation mark opens in this line and isn’t closed.";
  return { line: place, cells: splitLine(text, delimiter), broken };
}

function tooManyBroken(line: number): FileUnreadable {
  return {
    kind: "file_unreadable",
    message: `Too many lines have a quotation mark that isn’t closed. Line ${line} is the last one we checked. Save the file again as .xlsx or CSV, then import that.`,
  };
}

/** Counts line breaks. CRLF is one. */
function lineBreaks(bytes: Uint8Array): number {
  return (
    Buffer.from(bytes)
      .toString("latin1")
      .match(/\r\n|\n|\r/g)?.length ?? 0
  );
}

/**
 * csv-parse with rows collected in blocks and numbered. Its own option for line numbers builds an
 * object with ten fields per row and takes three times as long.
 */
class RowParser extends Parser {
  /** Bytes up to the end of the last complete row. */
  rowEnd = 0;
  /** The line after the last complete row. */
  nextLine: number;
  #rows: FileRow[] = [];
  readonly #linesBefore: number;
  /** The delimiter inside lines that are one quoted cell. Undefined for ordinary lines. */
  readonly #within: string | undefined;

  constructor({ delimiter, wrapped }: TextCut, linesBefore: number) {
    super({
      delimiter: wrapped ? noDelimiter : delimiter || noDelimiter,
      bom: linesBefore === 0,
      // A stray quotation mark inside a cell is an ordinary character.
      relax_quotes: true,
      relax_column_count: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      max_record_size: maxRowLength,
      skip_empty_lines: true,
    });
    this.#linesBefore = linesBefore;
    this.nextLine = linesBefore + 1;
    this.#within = wrapped ? delimiter : undefined;
    // `feed` and `finish` report errors. Without a listener, the stream would throw them.
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

  /** Returns the rows parsed since the last call. */
  takeRows(): FileRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  /** Resolves to whether the part could be parsed. */
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
