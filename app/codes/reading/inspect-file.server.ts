import { failure, type Result, success } from "../../core/result";
import type { ByteSource } from "./byte-source";
import { readHeader } from "./columns";
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

/** Finds out how a file is to be read. Fails for what holds no codes, or cannot be read at all. */
export async function inspectFile(source: ByteSource): Promise<Result<Reading, FileUnreadable>> {
  const start = await readStart(source);
  const kind = kindOfFile(start);
  if (kind.kind === "other") return unreadable(kindProblem(kind.name));
  return kind.kind === "zip" ? inspectSheet(source) : inspectTextFile(source, start);
}

/**
 * Finds the columns for a given way to cut the file into cells. Used again when the merchant says
 * that the file is cut otherwise.
 */
export async function inspectColumns(
  source: ByteSource,
  cut: Pick<Reading, "format" | "encoding" | "delimiter" | "rows">,
): Promise<Reading> {
  return readColumns(cut, await firstRows(source, cut, sampledRows));
}

async function inspectTextFile(
  source: ByteSource,
  start: Uint8Array,
): Promise<Result<Reading, FileUnreadable>> {
  const { encoding, lines, binary } = await inspectText(source);
  if (binary) return unreadable(kindProblem("a binary file"));
  const text = new TextDecoder(encoding).decode(start);
  const whole = source.size > start.length ? text.slice(0, text.lastIndexOf("\n") + 1) : text;
  const delimiter = findDelimiter((whole || text).split(/\r\n|\n|\r/).slice(0, sampledLines));
  const cut = { format: "text", encoding, delimiter, rows: lines } as const;
  const rows = await firstRows(source, cut, sampledRows);
  if (rows.length > 0) return success(readColumns(cut, rows));
  const broken = await firstFailure(source, cut);
  return broken ? failure(broken) : unreadable("There is nothing in this file. Choose another.");
}

/** A workbook is gone through as a whole: only then is it known that it has few enough rows. */
async function inspectSheet(source: ByteSource): Promise<Result<Reading, FileUnreadable>> {
  const cut = { format: "xlsx", encoding: "utf-8", delimiter: "" } as const;
  const sample: FileRow[] = [];
  let rows = 0;
  for await (const block of readRows(source, cut)) {
    if (!block.ok) return block;
    rows += block.value.rows.length;
    sample.push(...block.value.rows.slice(0, sampledRows - sample.length));
  }
  if (rows === 0) {
    return unreadable("The first sheet of this workbook is empty. Put the codes there.");
  }
  return success(readColumns({ ...cut, rows }, sample));
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
  sample: readonly FileRow[],
): Reading {
  const widest = Math.max(1, ...sample.slice(0, sampledLines).map(({ cells }) => cells.length));
  const first = sample[0]?.cells ?? [];
  const padded = [...first, ...Array<string>(widest - first.length).fill("")].slice(0, 200);
  const { header, columns } = readHeader(padded);
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
