import type { Readable } from "node:stream";
import { Readable as ReadableStream } from "node:stream";
import * as yauzl from "yauzl";
import { failure, type Result, success } from "../../../core/result";
import type { ByteSource } from "../byte-source";
import { notAList } from "../file-kind";
import type { FileUnreadable } from "../parse-options";
import type { NumberFormat } from "./number-format";
import { readBook, readLinks, readStyles, readTexts } from "./workbook-parts.server";

/** A visible sheet of a workbook. */
export interface Sheet {
  name: string;
  /** Streams the sheet's unpacked XML. `bytes` is its length. */
  open(): Promise<Readable>;
  bytes: number;
}

/** The parts of an .xlsx workbook that an import reads. */
export interface Workbook {
  /** Without hidden sheets. */
  sheets: Sheet[];
  /** By index. Most programs store text here rather than in the cells. */
  sharedTexts: string[];
  /** By style index: how numbers are displayed. */
  formats: NumberFormat[];
  /** Whether dates count from 1904. */
  from1904: boolean;
}

/** Far above a workbook with 200,000 rows, and low enough to fit into a server's memory. */
const limits = {
  fileBytes: 64 * 2 ** 20,
  entries: 2_000,
  descriptionBytes: 2 ** 20,
  styleBytes: 16 * 2 ** 20,
  sharedTextBytes: 96 * 2 ** 20,
  sheetBytes: 256 * 2 ** 20,
};

/**
 * Opens an .xlsx workbook. The zip directory declares every unpacked size, so a workbook that is
 * too large is rejected before anything is unpacked. yauzl stops at the declared size. Fails with a
 * sentence for the merchant.
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

/** The failure for a workbook that is too large. */
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
    // Chart sheets have no rows.
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

/** What a zip file is if it isn't an Excel workbook, and what to do: sentences for the merchant. */
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
