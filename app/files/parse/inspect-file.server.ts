import { failure, type Result, success } from "../../core/result";
import type { ByteSource } from "./byte-source";
import type { ListKind } from "./columns/columns";
import type { RowChoices } from "./columns/header-rows";
import type { Meaning } from "./columns/headings";
import { certainDateOrder } from "./dates/date-order";
import { kindOfFile, notAList } from "./file-kind";
import {
  type Delimiter,
  type Doubt,
  type FileCut,
  type FileRow,
  type FileUnreadable,
  maxColumns,
  type ParseOptions,
  rowsBeforeList,
} from "./parse-options";
import { firstRows, readRows } from "./read-rows.server";
import { findDelimiter } from "./text/delimiter";
import { inspectText } from "./text/inspect-text.server";
import { inspectSheet, inspectWorkbook } from "./workbook/inspect-sheet.server";
import { oleProblem } from "./workbook/ole-kind.server";

const startBytes = 65_536;
/**
 * How many lines detect the delimiter, how many rows detect the columns, and how many rows the code
 * profile is learned from.
 */
const sampledLines = 100;
const headRows = 200;
const sampledRows = 1_000;
/** Characters of a column name that are kept. */
const maxNameLength = 100;

/** How the file is split into cells, and what was counted on the way. */
type CutFile = FileCut & Pick<ParseOptions, "sheets" | "hiddenRows" | "rows">;

/** What the merchant decided about how to parse the file. */
export interface ParseChoices extends RowChoices {
  delimiter?: Delimiter | undefined;
  sheet?: string | undefined;
  withHidden?: boolean | undefined;
  columns?: Meaning[] | undefined;
  dayFirst?: boolean | undefined;
  withOdd?: boolean | undefined;
  withoutBadDates?: boolean | undefined;
}

/**
 * Detects how to parse a file. Fails with a sentence for the merchant if it isn't a list or can't
 * be read. `dayFirst` is how dates are written in the store's region. It applies to dates that are
 * ambiguous.
 */
export async function inspectFile(
  source: ByteSource,
  list: ListKind,
  { dayFirst = false }: { dayFirst?: boolean } = {},
): Promise<Result<ParseOptions, FileUnreadable>> {
  const start = await readStart(source);
  const kind = kindOfFile(start);
  if (kind.kind === "other") return unreadable(kind.message);
  if (kind.kind === "ole") return unreadable(await oleProblem(source));
  if (kind.kind === "text") return inspectTextFile(source, start, list, dayFirst);
  const found = await inspectWorkbook(source, list, sampledRows);
  if (!found.ok) return found;
  const { sample, likely, ...sheet } = found.value;
  const doubts: Doubt[] = likely > 1 ? ["several_sheets"] : [];
  return success(readingOf({ ...workbookCut, ...sheet }, list, sample, { doubts, dayFirst }));
}

const workbookCut = {
  format: "xlsx",
  encoding: "utf-8",
  delimiter: "",
  wrapped: false,
} as const;

/** Detects the columns for a given way to split the file into cells. */
export async function inspectColumns(
  source: ByteSource,
  cut: CutFile,
  list: ListKind,
): Promise<ParseOptions> {
  return readingOf(cut, list, await firstRows(readRows(source, cut), sampledRows), {});
}

/**
 * Detects how to parse a file again after the merchant changed something. Earlier choices stay,
 * unless another delimiter or sheet brings other columns. Everything else is detected again. Fails
 * like `inspectFile`.
 */
export async function inspectAgain(
  source: ByteSource,
  before: ParseOptions,
  list: ListKind,
  change: ParseChoices,
): Promise<Result<ParseOptions, FileUnreadable>> {
  const cut: CutFile = { ...before };
  const newSheet = change.sheet !== undefined && change.sheet !== before.sheet;
  const newHidden = change.withHidden !== undefined && change.withHidden !== before.withHidden;
  if (newSheet || newHidden) {
    const choice = {
      sheet: change.sheet ?? before.sheet,
      withHidden: change.withHidden ?? before.withHidden,
    };
    const counted = await inspectSheet(source, choice);
    if (!counted.ok) return counted;
    Object.assign(cut, choice, counted.value);
  }
  const newDelimiter = change.delimiter !== undefined && change.delimiter !== before.delimiter;
  if (newDelimiter) Object.assign(cut, { delimiter: change.delimiter, wrapped: false });
  const fresh = newSheet || newDelimiter;
  const rowsChosen = change.header !== undefined || (before.chosen.includes("rows") && !fresh);
  const newRows = change.header !== undefined;
  const columnsChosen =
    change.columns !== undefined || (before.chosen.includes("columns") && !fresh && !newRows);
  const daysChosen = change.dayFirst !== undefined || before.chosen.includes("dayFirst");
  const sheetChosen = change.sheet !== undefined || before.chosen.includes("sheet");
  const sample = await firstRows(readRows(source, cut), sampledRows);
  const reading = readingOf(cut, list, sample, {
    dayFirst: change.dayFirst ?? before.dayFirst,
    daysChosen,
    ...(rowsChosen && {
      rows: newRows
        ? { header: change.header, above: change.above }
        : { header: before.header, above: before.above },
    }),
    ...(columnsChosen && { columns: change.columns ?? before.columns }),
    doubts: !sheetChosen && before.doubts.includes("several_sheets") ? ["several_sheets"] : [],
  });
  return success({
    ...reading,
    withOdd: change.withOdd ?? before.withOdd,
    withoutBadDates: change.withoutBadDates ?? before.withoutBadDates,
    chosen: [
      ...(rowsChosen ? (["rows"] as const) : []),
      ...(columnsChosen ? (["columns"] as const) : []),
      ...(daysChosen ? (["dayFirst"] as const) : []),
      ...(sheetChosen ? (["sheet"] as const) : []),
    ],
  });
}

async function inspectTextFile(
  source: ByteSource,
  start: Uint8Array,
  list: ListKind,
  dayFirst: boolean,
): Promise<Result<ParseOptions, FileUnreadable>> {
  const { encoding, lines, binary } = await inspectText(source);
  if (binary) return unreadable(notAList("a binary file"));
  const text = new TextDecoder(encoding).decode(start);
  const whole = source.size > start.length ? text.slice(0, text.lastIndexOf("\n") + 1) : text;
  const firstLines = (whole || text).split(/\r\n|\n|\r/).slice(0, sampledLines);
  const cut: CutFile = {
    format: "text",
    encoding,
    ...findDelimiter(firstLines, list),
    sheet: null,
    sheets: [],
    withHidden: false,
    hiddenRows: 0,
    rows: lines,
  };
  const rows = await firstRows(readRows(source, cut), sampledRows);
  if (rows.length > 0) return success(readingOf(cut, list, rows, { dayFirst }));
  const broken = await firstFailure(source, cut);
  return broken ? failure(broken) : unreadable("This file is empty. Choose another.");
}

async function firstFailure(source: ByteSource, cut: FileCut): Promise<FileUnreadable | undefined> {
  for await (const block of readRows(source, cut)) if (!block.ok) return block.failure;
  return undefined;
}

interface Decided {
  rows?: RowChoices;
  columns?: Meaning[];
  dayFirst?: boolean;
  daysChosen?: boolean;
  /** Doubts raised before the rows were inspected. */
  doubts?: Doubt[];
}

function readingOf(
  { format, encoding, delimiter, wrapped, sheet, sheets, withHidden, hiddenRows, rows }: CutFile,
  list: ListKind,
  sample: readonly FileRow[],
  decided: Decided,
): ParseOptions {
  const whole = sample.filter(({ broken }) => broken === undefined).map(({ cells }) => cells);
  const head = whole.slice(0, headRows);
  const widest = Math.min(maxColumns, Math.max(1, ...head.map((cells) => cells.length)));
  const found = list.readColumns(
    head.map((cells) => Array.from({ length: widest }, (_, place) => cells[place] ?? "")),
    decided.rows ?? {},
  );
  const columns =
    decided.columns?.length === found.columns.length ? decided.columns : found.columns;
  const names = found.header
    ? (head[found.above] ?? []).slice(0, widest).map((name) => name.trim().slice(0, maxNameLength))
    : [];
  const body = whole.slice(rowsBeforeList(found));
  const { profile, doubts } = list.learn({ columns }, names, body);
  const order = decided.daysChosen ? undefined : certainDateOrder(datesOf(body, columns));
  const settled = (doubt: Doubt) =>
    (doubt === "first_row" && decided.rows !== undefined) ||
    ((doubt === "column_guessed" || doubt === "several_code_columns") &&
      decided.columns !== undefined);
  return {
    format,
    encoding,
    delimiter,
    wrapped,
    sheet,
    sheets,
    withHidden,
    hiddenRows,
    above: found.above,
    header: found.header,
    names,
    below: found.below,
    columns,
    dayFirst: order?.dayFirst ?? decided.dayFirst ?? false,
    profile,
    withOdd: false,
    withoutBadDates: false,
    doubts: [...(decided.doubts ?? []), ...found.doubts, ...doubts].filter(
      (doubt) => !settled(doubt),
    ),
    chosen: [],
    rows,
  };
}

function datesOf(rows: readonly (readonly string[])[], columns: readonly Meaning[]): string[] {
  return columns.flatMap((meaning, place) =>
    meaning === "assign_by" || meaning === "use_by" ? rows.map((cells) => cells[place] ?? "") : [],
  );
}

async function readStart(source: ByteSource): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source.read(0, Math.min(source.size, startBytes))) pieces.push(piece);
  return Buffer.concat(pieces);
}

function unreadable(message: string) {
  return failure({ kind: "file_unreadable", message } as const);
}
