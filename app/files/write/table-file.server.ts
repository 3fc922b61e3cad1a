import type { Cell, Reader } from "../../core/csv";
import { writeCsv } from "./write-csv.server";
import { writeXlsx } from "./write-xlsx.server";

/** What a browser needs to save a file. */
export interface FileFacts {
  /** Including the extension. */
  name: string;
  /** Media type. */
  type: string;
}

/** A table to download. */
export interface Table {
  /** Name of the file, without extension, and of the sheet. */
  name: string;
  header: readonly string[];
  /** Read page by page as the file is sent. */
  pages: AsyncIterable<readonly Cell[][]>;
  /** Who reads the CSV. Formulas are escaped for people. */
  reader: Reader;
}

// Characters that file systems don't allow in names.
const notInNames = /[\\/:*?"<>|\p{C}]+/gu;

/**
 * Writes a table as an Excel workbook (`xlsx`) or, for any other format, as CSV. Returns the file's
 * content and what the browser needs to save it.
 */
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
