import { z } from "zod";
import { meanings } from "./columns";

const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof encodings)[number];

/** What stands between two cells; empty: a line is one cell. */
export const delimiters = [",", ";", "\t", "|", ""] as const;
export type Delimiter = (typeof delimiters)[number];

/** How a file is read: found out at the preview, mended there by the merchant, used by the import. */
export const readingSchema = z.strictObject({
  format: z.enum(["text", "xlsx"]),
  /** Of text; a workbook says it inside. */
  encoding: z.enum(encodings),
  delimiter: z.enum(delimiters),
  /** Whether the first row names the columns. */
  header: z.boolean(),
  columns: z.array(z.enum(meanings)).min(1).max(200),
  /** Whether `03/04/2026` is the 3rd of April. */
  dayFirst: z.boolean(),
  /** Lines of the file, about: quoted cells may have line breaks in them. */
  rows: z.number().int().min(0),
});
export type Reading = z.infer<typeof readingSchema>;

/** A row of a file, as it stands there. */
export interface FileRow {
  /** Where the row ends in the file, counted from 1. */
  line: number;
  cells: string[];
}

/** Rows that were read together, and how far into the file that is. */
export interface RowBlock {
  rows: FileRow[];
  /** Bytes of the file. */
  bytes: number;
}

/** The file cannot be read, or not any further: a sentence for the merchant. */
export type FileUnreadable = { kind: "file_unreadable"; message: string };
