import type { Readable } from "node:stream";
import { type NumberFormat, readNumberFormat } from "./number-format";
import { parseXml } from "./xml.server";

/** The sheets that a person can see, by name and link, and whether days count from 1904. */
export async function readBook(
  xml: Readable,
): Promise<{ sheetLinks: { name: string; link: string }[]; from1904: boolean }> {
  const sheetLinks: { name: string; link: string }[] = [];
  let from1904 = false;
  await parseXml(xml, {
    open: (name, attributes) => {
      // `hidden`, and `veryHidden`, which only a program can show again.
      if (name === "sheet" && (attributes["state"] ?? "visible") === "visible") {
        const link = attributes["r:id"] ?? attributes["id"] ?? "";
        sheetLinks.push({ name: attributes["name"] ?? `Sheet ${sheetLinks.length + 1}`, link });
      }
      if (name === "workbookPr") from1904 = /^(1|true)$/.test(attributes["date1904"] ?? "");
    },
  });
  return { sheetLinks, from1904 };
}

/** By id: paths inside the file. */
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

/** By the index that cells name: how numbers are shown. */
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

/** The texts that cells name by their index. */
export async function readTexts(xml: Readable): Promise<string[]> {
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
