import type { Readable } from "node:stream";
import { Readable as ReadableStream } from "node:stream";
import * as yauzl from "yauzl";
import { failure, type Result, success } from "../../../core/result";
import type { ByteSource } from "../byte-source";
import { notAList } from "../file-kind";
import type { FileUnreadable } from "../parse-options";
import type { NumberFormat } from "./number-format";
import { readBook, readLinks, readStyles, readTexts } from "./workbook-parts.server";

/** A sheet of a workbook that a person can see. */
export interface Sheet {
  name: string;
  /** The sheet's XML as it is unpacked, and its length (bytes). */
  open(): Promise<Readable>;
  bytes: number;
}

/** The parts of an .xlsx workbook that an import reads. */
export interface Workbook {
  /** Without those that are hidden. */
  sheets: Sheet[];
  /** By index; the cells of most programs name their texts by it. */
  sharedTexts: string[];
  /** By index: how the numbers of a cell with this style are shown. */
  formats: NumberFormat[];
  /** Whether the days are counted from 1904. */
  from1904: boolean;
}

/** A workbook of 200,000 rows is far smaller; what is larger unpacks into more than a server has. */
const limits = {
  fileBytes: 64 * 2 ** 20,
  entries: 2_000,
  descriptionBytes: 2 ** 20,
  styleBytes: 16 * 2 ** 20,
  sharedTextBytes: 96 * 2 ** 20,
  sheetBytes: 256 * 2 ** 20,
};

/**
 * Opens an .xlsx workbook. Its directory says how large everything is when unpacked: what is too
 * large is refused before a byte of it is unpacked, and nothing unpacks to more than it says.
 */
export async function openWorkbook(source: ByteSource): Promise<Result<Workbook, FileUnreadable>> {
  if (source.size > limits.fileBytes) return tooLarge();
  try {
    const zip = await yauzl.fromRandomAccessReaderPromise(new SourceReader(source), source.size, {
      autoClose: false,
    });
    const entries = await readDirectory(zip);
    return entries ? await describe(zip, entries) : tooLarge();
  } catch {
    return unreadable(
      "This Excel file is damaged or protected by a password. Save it again as .xlsx or CSV without a password, then import that.",
    );
  }
}

/** The failure for a workbook that has too much in it. */
export function tooLarge() {
  return unreadable(
    "This Excel file is too large: at most 200,000 rows can be imported from .xlsx. Save it as CSV, then import that.",
  );
}

function unreadable(message: string) {
  return failure({ kind: "file_unreadable", message } as const);
}

class SourceReader extends yauzl.RandomAccessReader {
  readonly #source: ByteSource;

  constructor(source: ByteSource) {
    super();
    this.#source = source;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return ReadableStream.from(this.#source.read(start, end));
  }
}

async function readDirectory(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry> | undefined> {
  const entries = new Map<string, yauzl.Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entries.size >= limits.entries) return undefined;
    entries.set(entry.fileName, entry);
  }
  return entries;
}

async function describe(
  zip: yauzl.ZipFile,
  entries: Map<string, yauzl.Entry>,
): Promise<Result<Workbook, FileUnreadable>> {
  const book = entries.get("xl/workbook.xml");
  const links = entries.get("xl/_rels/workbook.xml.rels");
  if (!book || !links) return unreadable(otherZip(entries));
  if (Math.max(book.uncompressedSize, links.uncompressedSize) > limits.descriptionBytes) {
    return tooLarge();
  }
  const open = (entry: yauzl.Entry) => zip.openReadStreamPromise(entry);
  const { sheetLinks, from1904 } = await readBook(await open(book));
  const targets = await readLinks(await open(links));
  const sheets = sheetLinks.flatMap(({ name, link }): Sheet[] => {
    const entry = entries.get(targets.get(link) ?? "");
    // Charts are sheets too, and have no rows.
    if (!entry || !/worksheets\//.test(entry.fileName)) return [];
    return [{ name, open: () => open(entry), bytes: entry.uncompressedSize }];
  });
  if (sheets.length === 0) throw new Error("The workbook names no sheet that is there.");
  const texts = entries.get("xl/sharedStrings.xml");
  const styles = entries.get("xl/styles.xml");
  const largest = Math.max(...sheets.map(({ bytes }) => bytes));
  if (
    largest > limits.sheetBytes ||
    (texts?.uncompressedSize ?? 0) > limits.sharedTextBytes ||
    (styles?.uncompressedSize ?? 0) > limits.styleBytes
  ) {
    return tooLarge();
  }
  return success({
    sheets,
    sharedTexts: texts ? await readTexts(await open(texts)) : [],
    formats: styles ? await readStyles(await open(styles)) : [],
    from1904,
  });
}

/** What a zip file is that is no Excel workbook, and what to do with it. */
function otherZip(entries: Map<string, yauzl.Entry>): string {
  const has = (name: string) => entries.has(name);
  if (has("xl/workbook.bin")) {
    return "This is a binary Excel workbook (.xlsb). Save it as .xlsx or CSV, then import that.";
  }
  if (has("Index/Document.iwa") || has("Index.zip")) {
    return "This is a Numbers spreadsheet. Export it to Excel (.xlsx) or CSV, then import that.";
  }
  if (has("content.xml")) {
    return "This is an OpenDocument file, such as a LibreOffice spreadsheet (.ods). Save it as .xlsx or CSV, then import that.";
  }
  if (has("word/document.xml")) return notAList("a Word document");
  if (has("ppt/presentation.xml")) return notAList("a PowerPoint presentation");
  return "This zip file is not an Excel workbook. Unpack it and choose the file inside.";
}
