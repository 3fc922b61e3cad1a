import { Readable } from "node:stream";
import { SaxesParser } from "saxes";
import * as yauzl from "yauzl";
import { failure, type Result, success } from "../../core/result";
import type { ByteSource } from "./byte-source";
import type { FileUnreadable } from "./reading";

/** The parts of an .xlsx workbook that an import reads. */
export interface Workbook {
  /** The sheet's XML as it is unpacked, and its length (bytes). */
  openSheet(): Promise<Readable>;
  sheetBytes: number;
  /** By index; the cells of most programs name their texts by it. */
  sharedTexts: string[];
  sheetCount: number;
}

/** A workbook of 200,000 rows is far smaller; what is larger unpacks into more than a server has. */
const limits = {
  fileBytes: 64 * 2 ** 20,
  entries: 2_000,
  descriptionBytes: 2 ** 20,
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
    return failure({
      kind: "file_unreadable",
      message:
        "This Excel file is damaged or protected by a password. Save it again as .xlsx or CSV without a password, then import that.",
    });
  }
}

/** The failure for a workbook that has too much in it. */
export function tooLarge() {
  return failure({
    kind: "file_unreadable",
    message:
      "This Excel file is too large: at most 200,000 rows can be imported from .xlsx. Save it as CSV, then import that.",
  });
}

class SourceReader extends yauzl.RandomAccessReader {
  readonly #source: ByteSource;

  constructor(source: ByteSource) {
    super();
    this.#source = source;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#source.read(start, end));
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
  if (!book || !links) {
    return failure({
      kind: "file_unreadable",
      message: "This zip file is not an Excel workbook. Unpack it and choose the file inside.",
    });
  }
  if (Math.max(book.uncompressedSize, links.uncompressedSize) > limits.descriptionBytes) {
    return tooLarge();
  }
  const { sheetLinks, from1904 } = await readBook(await zip.openReadStreamPromise(book));
  if (from1904) {
    return failure({
      kind: "file_unreadable",
      message:
        "This workbook counts its days from 1904, so its dates cannot be told from their numbers. Save it as CSV, then import that.",
    });
  }
  const targets = await readLinks(await zip.openReadStreamPromise(links));
  const sheet = entries.get(targets.get(sheetLinks[0] ?? "") ?? "");
  if (!sheet) throw new Error("The workbook names no sheet that is there.");
  const texts = entries.get("xl/sharedStrings.xml");
  const textBytes = texts?.uncompressedSize ?? 0;
  if (sheet.uncompressedSize > limits.sheetBytes || textBytes > limits.sharedTextBytes) {
    return tooLarge();
  }
  return success({
    openSheet: () => zip.openReadStreamPromise(sheet),
    sheetBytes: sheet.uncompressedSize,
    sharedTexts: texts ? await readTexts(await zip.openReadStreamPromise(texts)) : [],
    sheetCount: sheetLinks.length,
  });
}

async function readBook(xml: Readable): Promise<{ sheetLinks: string[]; from1904: boolean }> {
  const sheetLinks: string[] = [];
  let from1904 = false;
  await parseXml(xml, {
    open: (name, attributes) => {
      if (name === "sheet" && attributes["state"] !== "hidden") {
        sheetLinks.push(attributes["r:id"] ?? "");
      }
      if (name === "workbookPr") from1904 = /^(1|true)$/.test(attributes["date1904"] ?? "");
    },
  });
  return { sheetLinks, from1904 };
}

/** By id: paths inside the file. */
async function readLinks(xml: Readable): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await parseXml(xml, {
    open: (name, attributes) => {
      if (name !== "Relationship") return;
      const path = new URL(attributes["Target"] ?? "", "zip:///xl/").pathname;
      targets.set(attributes["Id"] ?? "", path.slice(1));
    },
  });
  return targets;
}

async function readTexts(xml: Readable): Promise<string[]> {
  const texts: string[] = [];
  let current = "";
  let inText = false;
  let inReading = false;
  await parseXml(xml, {
    open: (name) => {
      if (name === "si") current = "";
      // How a Chinese or Japanese word is spoken stands beside it, and is no part of it.
      if (name === "rPh") inReading = true;
      if (name === "t") inText = !inReading;
    },
    text: (text) => {
      if (inText) current += text;
    },
    close: (name) => {
      if (name === "si") texts.push(current);
      if (name === "rPh") inReading = false;
      if (name === "t") inText = false;
    },
  });
  return texts;
}

export interface XmlHandler {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Makes a parser that is fed text and calls the handler with names without their namespace. */
export function xmlParser(handler: XmlHandler): SaxesParser {
  const parser = new SaxesParser();
  const local = (name: string) => name.slice(name.indexOf(":") + 1);
  parser.on("opentag", ({ name, attributes }) => handler.open?.(local(name), attributes));
  parser.on("closetag", ({ name }) => handler.close?.(local(name)));
  parser.on("text", (text) => handler.text?.(text));
  parser.on("error", (error) => {
    throw error;
  });
  return parser;
}

async function parseXml(xml: Readable, handler: XmlHandler): Promise<void> {
  const parser = xmlParser(handler);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const part of xml) parser.write(decoder.decode(part as Uint8Array, { stream: true }));
  parser.close();
}
