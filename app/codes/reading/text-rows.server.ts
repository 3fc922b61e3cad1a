import { Parser } from "csv-parse";
import { failure, type Result, success } from "../../core/result";
import { isSeparatorRow } from "./delimiter";
import type { FileRow, FileUnreadable, Reading, RowBlock } from "./reading";

/** No row of a list is longer (characters): what is, has lost a quotation mark. */
const longestRow = 20_000;
/** Rows of some ten kilobytes die young; those of a megabyte would grow old and stay in memory. */
const blockBytes = 65_536;
/** Stands for "no delimiter": a character that no text has. */
const noDelimiter = "\u001F";

/**
 * Reads the rows of a text, block by block as the parts of the file come. Blank lines are left out.
 * The last block is a failure when the text cannot be read any further.
 */
export async function* readTextRows(
  parts: AsyncIterable<Uint8Array>,
  { encoding, delimiter }: Pick<Reading, "encoding" | "delimiter">,
): AsyncGenerator<Result<RowBlock, FileUnreadable>> {
  const parser = new RowParser(delimiter || noDelimiter);
  // csv-parse reads UTF-8 itself, from the bytes; everything else is made text first.
  const decoder = encoding === "utf-8" ? undefined : new TextDecoder(encoding);
  let bytes = 0;
  for await (const part of parts) {
    for (let at = 0; at < part.byteLength; at += blockBytes) {
      const block = part.subarray(at, at + blockBytes);
      const broken = await parser.feed(decoder ? decoder.decode(block, { stream: true }) : block);
      bytes += block.byteLength;
      yield success({ rows: parser.takeRows(), bytes });
      if (broken) return yield failure(broken);
    }
  }
  const broken = await parser.finish(decoder?.decode() ?? "");
  yield broken ? failure(broken) : success({ rows: parser.takeRows(), bytes });
}

/**
 * csv-parse, with the rows gathered in blocks and numbered. Its own way to number them builds an
 * object of ten facts for each row and takes three times as long.
 */
class RowParser extends Parser {
  #rows: FileRow[] = [];
  #line = 0;

  constructor(delimiter: string) {
    super({
      delimiter,
      bom: true,
      // A stray quotation mark inside a cell is a character like others.
      relax_quotes: true,
      relax_column_count: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      max_record_size: longestRow,
      skip_empty_lines: true,
    });
    // What breaks is told to whoever feeds the part.
    this.on("error", () => undefined);
  }

  override push(cells: string[] | null): boolean {
    if (!cells) return super.push(null);
    this.#line = this.info.lines;
    const blank = cells.every((cell) => cell.trim() === "");
    if (!blank && !isSeparatorRow(cells)) this.#rows.push({ line: this.#line, cells });
    return true;
  }

  /** The rows that were read since the last time. */
  takeRows(): FileRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  feed(part: string | Uint8Array): Promise<FileUnreadable | undefined> {
    return new Promise((resolve) => {
      this.write(part, (error) => resolve(error ? this.#unreadable() : undefined));
    });
  }

  async finish(rest: string): Promise<FileUnreadable | undefined> {
    const broken = rest === "" ? undefined : await this.feed(rest);
    if (broken) return broken;
    return new Promise((resolve) => {
      this.end((error?: Error | null) => resolve(error ? this.#unreadable() : undefined));
    });
  }

  #unreadable(): FileUnreadable {
    return {
      kind: "file_unreadable",
      message: `Line ${this.#line + 1} cannot be read: a quotation mark opens there and is not closed. Mend the line, then choose the file again.`,
    };
  }
}
