import type { Readable } from "node:stream";
import { type NumberFormat, readNumberFormat } from "./number-format";
import { parseXml } from "./xml.server";

/** Reads the visible sheets (name and relationship id), and whether dates count from 1904. */
export async function readBook(
  xml: Readable,
): Promise<{ sheetLinks: { name: string; link: string }[]; from1904: boolean }> {
  const sheetLinks: { name: string; link: string }[] = [];
  let from1904 = false;
  await parseXml(xml, {
    open: (name, attributes) => {
      // The other states are `hidden`, and `veryHidden`, which only a program can undo.
      if (name === "sheet" && (attributes["state"] ?? "visible") === "visible") {
        const link = attributes["r:id"] ?? attributes["id"] ?? "";
        sheetLinks.push({ name: attributes["name"] ?? `Sheet ${sheetLinks.length + 1}`, link });
      }
      if (name === "workbookPr") from1904 = /^(1|true)$/.test(attributes["date1904"] ?? "");
    },
  });
  return { sheetLinks, from1904 };
}

/** Reads the relationships: paths inside the file, by id. */
export async function readLinks(xml: Readable): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await parseXml(xml, {
    open: (name, attributes) => {
      if (name !== "Relationship") return;
      const path = new URL(attributes["Target"] ?? "", "zip:///xl/").pathname;
      targets.set(attributes["Id"] ?? "", decodeURIComponent(path.slice(1)));
    },
  });
  return targets;
}

/** Reads the number formats, by the style index that cells refer to. */
export async function readStyles(xml: Readable): Promise<NumberFormat[]> {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let inCellFormats = false;
  await parseXml(xml, {
    open: (name, attributes) => {
      if (name === "numFmt")
        codes.set(Number(attributes["numFmtId"]), attributes["formatCode"] ?? "");
      if (name === "cellXfs") inCellFormats = true;
      if (name === "xf" && inCellFormats) {
        const id = Number(attributes["numFmtId"] ?? 0);
        formats.push(readNumberFormat(id, codes.get(id)));
      }
    },
    close: (name) => {
      if (name === "cellXfs") inCellFormats = false;
    },
  });
  return formats;
}

/** Reads the shared strings, by the index that cells refer to. */
export async function readTexts(xml: Readable): Promise<string[]> {
  const texts: string[] = [];
  let current = "";
  let inText = false;
  let inReading = false;
  await parseXml(xml, {
    open: (name) => {
      if (name === "si") current = "";
      // `rPh` is the phonetic guide of a Chinese or Japanese word, not part of the text.
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
