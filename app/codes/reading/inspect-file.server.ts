import { failure, type Result, success } from "../../core/result";
import type { ByteSource } from "./byte-source";
import type { ListKind } from "./columns";
import { isSlashedDate, orderOfDate } from "./date-text";
import { findDelimiter } from "./delimiter";
import { kindOfFile, kindProblem } from "./file-kind";
import { inspectText } from "./inspect-text.server";
import { firstRows, readRows } from "./read-rows.server";
import type { FileRow, FileUnreadable, Reading } from "./reading";

const startBytes = 65_536;
/** Lines that the delimiter is looked for in, and rows that the order of dates is. */
const sampledLines = 100;
const sampledRows = 1_000;
/** Columns further to the right are left out. */
const mostColumns = 200;

/** Finds out how a file is to be read. Fails for what holds no list, or cannot be read at all. */
export async function inspectFile(
  source: ByteSource,
  list: ListKind,
): Promise<Result<Reading, FileUnreadable>> {
  const start = await readStart(source);
  const kind = kindOfFile(start);
  if (kind.kind === "other") return unreadable(kindProblem(kind.name));
  return kind.kind === "zip" ? inspectSheet(source, list) : inspectTextFile(source, start, list);
}

/**
 * Finds the columns for a given way to cut the file into cells. Used again when the merchant says
 * that the file is cut otherwise.
 */
export async function inspectColumns(
  source: ByteSource,
  cut: Pick<Reading, "format" | "encoding" | "delimiter" | "rows">,
  list: ListKind,
): Promise<Reading> {
  return readColumns(cut, list, await firstRows(source, cut, sampledRows));
}

async function inspectTextFile(
  source: ByteSource,
  start: Uint8Array,
  list: ListKind,
): Promise<Result<Reading, FileUnreadable>> {
  const { encoding, lines, binary } = await inspectText(source);
  if (binary) return unreadable(kindProblem("a binary file"));
  const text = new TextDecoder(encoding).decode(start);
  const whole = source.size > start.length ? text.slice(0, text.lastIndexOf("\n") + 1) : text;
  const firstLines = (whole || text).split(/\r\n|\n|\r/).slice(0, sampledLines);
  const delimiter = findDelimiter(firstLines, list);
  const cut = { format: "text", encoding, delimiter, rows: lines } as const;
  const rows = await firstRows(source, cut, sampledRows);
  if (rows.length > 0) return success(readColumns(cut, list, rows));
  const broken = await firstFailure(source, cut);
  return broken ? failure(broken) : unreadable("There is nothing in this file. Choose another.");
}

/** A workbook is gone through as a whole: only then is it known that it has few enough rows. */
async function inspectSheet(
  source: ByteSource,
  list: ListKind,
): Promise<Result<Reading, FileUnreadable>> {
  const cut = { format: "xlsx", encoding: "utf-8", delimiter: "" } as const;
  const sample: FileRow[] = [];
  let rows = 0;
  for await (const block of readRows(source, cut)) {
    if (!block.ok) return block;
    rows += block.value.rows.length;
    sample.push(...block.value.rows.slice(0, sampledRows - sample.length));
  }
  if (rows === 0) {
    return unreadable("The first sheet of this workbook is empty. Put the list there.");
  }
  return success(readColumns({ ...cut, rows }, list, sample));
}

async function firstFailure(
  source: ByteSource,
  cut: Pick<Reading, "format" | "encoding" | "delimiter">,
): Promise<FileUnreadable | undefined> {
  for await (const block of readRows(source, cut)) if (!block.ok) return block.failure;
  return undefined;
}

function readColumns(
  cut: Pick<Reading, "format" | "encoding" | "delimiter" | "rows">,
  list: ListKind,
  sample: readonly FileRow[],
): Reading {
  const first = sample.slice(0, sampledLines).map(({ cells }) => cells);
  const widest = Math.min(mostColumns, Math.max(1, ...first.map((cells) => cells.length)));
  const { header, columns } = list.readColumns(
    first.map((cells) => Array.from({ length: widest }, (_, place) => cells[place] ?? "")),
  );
  return { ...cut, header, columns, dayFirst: dayFirst(sample) };
}

/** The order that the days of the sample prove; without proof the American one. */
function dayFirst(sample: readonly FileRow[]): boolean {
  for (const { cells } of sample) {
    for (const cell of cells) {
      const order = isSlashedDate(cell) ? orderOfDate(cell) : undefined;
      if (order) return order === "day_first";
    }
  }
  return false;
}

async function readStart(source: ByteSource): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source.read(0, Math.min(source.size, startBytes))) pieces.push(piece);
  return Buffer.concat(pieces);
}

function unreadable(message: string) {
  return failure({ kind: "file_unreadable", message });
}
