import { z } from "zod";
import { codeProfileSchema } from "./columns/code-shape";
import { meanings } from "./columns/headings";

const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof encodings)[number];

/** Separates cells. Empty: each line is one cell. */
export const delimiters = [",", ";", "\t", "|", ""] as const;
export type Delimiter = (typeof delimiters)[number];

/** Doubts that the merchant has to resolve before the import starts. */
const doubts = [
  "first_row",
  "column_guessed",
  "several_code_columns",
  "not_codes",
  "several_sheets",
] as const;
export type Doubt = (typeof doubts)[number];

/** What the merchant may decide about parsing. A choice overrides detection. */
const choices = ["delimiter", "rows", "columns", "dayFirst", "sheet"] as const;

/** Columns beyond this are ignored. */
export const maxColumns = 200;

/** How to parse a file: detected for the preview, adjusted by the merchant, used by the import. */
export const parseOptionsSchema = z.strictObject({
  format: z.enum(["text", "xlsx"]),
  /** For text files. A workbook declares its own. */
  encoding: z.enum(encodings),
  delimiter: z.enum(delimiters),
  /** Whether every line is a single quoted cell that contains the actual cells. */
  wrapped: z.boolean(),
  /** The sheet to read, and all sheets to choose from. For text files: null and empty. */
  sheet: z.string().nullable(),
  sheets: z.array(z.string()),
  /** Whether to read rows hidden in the workbook, and how many there are. */
  withHidden: z.boolean(),
  hiddenRows: z.number().int().min(0),
  /** Title rows: nonblank rows above the header or the first row of the list. */
  above: z.number().int().min(0),
  /** Whether there is a header, its cells, and how many rows below it explain the columns. */
  header: z.boolean(),
  names: z.array(z.string()).max(maxColumns),
  below: z.number().int().min(0),
  columns: z.array(z.enum(meanings)).min(1).max(maxColumns),
  /** Whether `03/04/2026` is April 3. */
  dayFirst: z.boolean(),
  /** What the codes have in common. Null if the file has none, and for lists of recipients. */
  profile: codeProfileSchema.nullable(),
  /** Whether to import rows that don't look like the other codes. */
  withOdd: z.boolean(),
  /** Whether to import a code without its date if the date can't be read. */
  withoutBadDates: z.boolean(),
  doubts: z.array(z.enum(doubts)),
  chosen: z.array(z.enum(choices)),
  /** Approximate number of lines. Quoted cells may contain line breaks. */
  rows: z.number().int().min(0),
});
export type ParseOptions = z.infer<typeof parseOptionsSchema>;

/** How to split a file into rows and cells. */
export type FileCut = Pick<
  ParseOptions,
  "format" | "encoding" | "delimiter" | "wrapped" | "sheet" | "withHidden"
>;

/** Number of rows before the first row of the list. */
export function rowsBeforeList({
  above,
  header,
  below,
}: Pick<ParseOptions, "above" | "header" | "below">): number {
  return above + (header ? 1 : 0) + below;
}

/** A row of a file, as people see it in a spreadsheet or editor. */
export interface FileRow {
  /** The line (from 1) where the row ends. */
  line: number;
  cells: string[];
  /** Indexes of the cells that a spreadsheet stores as numbers. Absent for text files. */
  numbers?: number[];
  /** Why this row's cells may be wrong: a sentence for the merchant. */
  broken?: string;
}

/** A block of rows, and how far into the file it ends. */
export interface RowBlock {
  rows: FileRow[];
  /** Bytes of the file read so far. */
  bytes: number;
}

/** The file can't be read, or not beyond this point. The message is a sentence for the merchant. */
export type FileUnreadable = { kind: "file_unreadable"; message: string };
