import { z } from "zod";
import { codeProfileSchema } from "./columns/code-shape";
import { meanings } from "./columns/headings";

const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof encodings)[number];

/** What stands between two cells; empty: a line is one cell. */
export const delimiters = [",", ";", "\t", "|", ""] as const;
export type Delimiter = (typeof delimiters)[number];

/** What is so uncertain that nothing comes in before the merchant has looked and said so. */
const doubts = [
  "first_row",
  "column_guessed",
  "several_code_columns",
  "not_codes",
  "several_sheets",
] as const;
export type Doubt = (typeof doubts)[number];

/** What a merchant may decide about the way a file is read. It is not found out again then. */
const choices = ["delimiter", "rows", "columns", "dayFirst", "sheet"] as const;

/** Columns further to the right are left out. */
export const mostColumns = 200;

/** How a file is read: found out at the preview, changed there by the merchant, used by the import. */
export const parseOptionsSchema = z.strictObject({
  format: z.enum(["text", "xlsx"]),
  /** Of text; a workbook says it inside. */
  encoding: z.enum(encodings),
  delimiter: z.enum(delimiters),
  /** Whether every line is one quoted cell that holds the cells. */
  wrapped: z.boolean(),
  /** The sheet of a workbook that is read, and all that can be; null and none for text. */
  sheet: z.string().nullable(),
  sheets: z.array(z.string()),
  /** Whether rows that are hidden in the workbook are read too, and how many there are. */
  withHidden: z.boolean(),
  hiddenRows: z.number().int().min(0),
  /** Rows with something in them above the column names or the first row of the list: titles. */
  above: z.number().int().min(0),
  /** Whether a row names the columns, its cells, and the rows beneath it that explain them. */
  header: z.boolean(),
  names: z.array(z.string()).max(mostColumns),
  below: z.number().int().min(0),
  columns: z.array(z.enum(meanings)).min(1).max(mostColumns),
  /** Whether `03/04/2026` is the 3rd of April. */
  dayFirst: z.boolean(),
  /** What the codes have in common; null when the file has none, and for recipients. */
  profile: codeProfileSchema.nullable(),
  /** Whether rows that are unlike the other codes are imported too. */
  withOdd: z.boolean(),
  /** Whether a code with a date that cannot be read comes in without the date. */
  withoutBadDates: z.boolean(),
  doubts: z.array(z.enum(doubts)),
  chosen: z.array(z.enum(choices)),
  /** Lines of the file, about: quoted cells may have line breaks in them. */
  rows: z.number().int().min(0),
});
export type ParseOptions = z.infer<typeof parseOptionsSchema>;

/** How a file is cut into rows and cells. */
export type FileCut = Pick<
  ParseOptions,
  "format" | "encoding" | "delimiter" | "wrapped" | "sheet" | "withHidden"
>;

/** Rows of the file before the first of the list. */
export function rowsBeforeList({
  above,
  header,
  below,
}: Pick<ParseOptions, "above" | "header" | "below">): number {
  return above + (header ? 1 : 0) + below;
}

/** A row of a file, as a person sees it there. */
export interface FileRow {
  /** Where the row ends in the file, counted from 1. */
  line: number;
  cells: string[];
  /** Places of the cells that a spreadsheet keeps as numbers; none in text. */
  numbers?: number[];
  /** Why the cells of this row may be wrong, for the merchant. */
  broken?: string;
}

/** Rows that were read together, and how far into the file that is. */
export interface RowBlock {
  rows: FileRow[];
  /** Bytes of the file. */
  bytes: number;
}

/** The file cannot be read, or not any further: a sentence for the merchant. */
export type FileUnreadable = { kind: "file_unreadable"; message: string };
