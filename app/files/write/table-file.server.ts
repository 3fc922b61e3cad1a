import type { Cell, Reader } from "../../core/csv";
import { writeCsv } from "./write-csv.server";
import { writeXlsx } from "./write-xlsx.server";

/** What a browser needs to save a file. */
export interface FileFacts {
  /** As the browser saves it, with its extension. */
  name: string;
  /** Media type. */
  type: string;
}

/** A table that somebody downloads. */
export interface Table {
  /** Of the file, without an extension, and of the sheet. */
  name: string;
  header: readonly string[];
  /** Read page by page while the file is sent. */
  pages: AsyncIterable<readonly Cell[][]>;
  /** Who opens it as CSV. */
  reader: Reader;
}

// What file systems do not take in a name.
const notInNames = /[\\/:*?"<>|\p{C}]+/gu;

/** A table as an Excel workbook (`xlsx`) or as CSV, with what the browser needs to save it. */
export function tableFile(
  format: string | undefined,
  { name, header, pages, reader }: Table,
): [pieces: AsyncIterable<string | Uint8Array>, file: FileFacts] {
  const fileName = name.replace(notInNames, " ").replace(/\s+/g, " ").trim() || "download";
  if (format === "xlsx") {
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    return [writeXlsx(header, pages, { sheetName: name }), { name: `${fileName}.xlsx`, type }];
  }
  const type = "text/csv; charset=utf-8";
  return [writeCsv(header, pages, reader), { name: `${fileName}.csv`, type }];
}
