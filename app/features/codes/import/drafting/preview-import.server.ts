import type { PoolNotFound } from "../../../../core/failures";
import type { ShopContext } from "../../../../core/ids";
import { failure, type Result, success } from "../../../../core/result";
import { columnsProblem } from "../../../../files/parse/columns/columns";
import { readDate } from "../../../../files/parse/dates/date-text";
import {
  type FileRow,
  type ParseOptions,
  rowsBeforeList,
} from "../../../../files/parse/parse-options";
import { firstRows, readRows } from "../../../../files/parse/read-rows.server";
import { openUpload } from "../../../../files/store/open-upload.server";
import type { Services } from "../../../../services.server";
import { findPool } from "../../../pools/find-pool.server";
import type { BatchNotFound } from "../batch";
import { type RowProblem, rowReader } from "../read-row";
import { type ImportNote, importNotes } from "./import-notes";

/** Rows checked, rows displayed, and rows that may be the header. */
const lookedAt = 500;
const shown = 10;
const headRows = 12;
/** Problems listed, and characters sent per cell. */
const maxProblems = 8;
const maxCellLength = 300;

export interface PreviewRow {
  line: number;
  cells: string[];
  /** By column index: the parsed date, null for "no end"; absent if it can't be parsed. */
  dates: Record<number, Date | null>;
  problem: string | null;
}

export interface ImportPreview {
  fileName: string;
  byteSize: number;
  reading: ParseOptions;
  /** The first rows of the file, any of which may be the header. */
  head: { line: number; text: string }[];
  rows: PreviewRow[];
  /** Why rows among the first `lookedAt` would be rejected: how many, and the line of the first. */
  problems: { problem: string; count: number; line: number }[];
  /** Rows among them that would be rejected. */
  refused: number;
  lookedAt: number;
  notes: ImportNote[];
}

/**
 * Previews the import of a draft from the first rows of its file. Fails if the draft or its file is
 * gone.
 */
export async function previewImport(
  services: Services,
  shop: ShopContext,
  { poolId, batchId }: { poolId: number; batchId: number },
): Promise<Result<ImportPreview, BatchNotFound | PoolNotFound>> {
  const pool = await findPool(services, shop, poolId);
  if (!pool.ok) return pool;
  const [draft] = await services.database.query<Draft>(
    `SELECT file_name AS "fileName", byte_size AS "byteSize", reading, upload_id AS "uploadId"
       FROM batch WHERE shop_id = $1 AND pool_id = $2 AND id = $3 AND state = 'draft'`,
    [shop.id, poolId, batchId],
  );
  const upload = draft && (await openUpload(services, shop, draft.uploadId));
  if (!upload) return failure({ kind: "batch_not_found" });
  const { reading } = draft;
  const before = rowsBeforeList(reading);
  const sample = await firstRows(readRows(upload, reading), lookedAt + before);
  const read = rowReader({
    reading,
    timeZone: shop.timeZone,
    now: services.clock.now(),
    defaults: pool.value,
    shared: pool.value.type === "shared",
  });
  // Without a code column every row would have the same problem.
  const readable = columnsProblem(reading.columns) === undefined;
  const looked = sample.slice(before).map((row) => {
    const code = readable ? read(row) : undefined;
    return { row, problem: code === undefined || code.ok ? null : code.failure };
  });
  return success({
    fileName: draft.fileName,
    byteSize: draft.byteSize,
    reading,
    head: sample.slice(0, headRows).map(({ line, cells }) => ({ line, text: summary(cells) })),
    rows: looked.slice(0, shown).map(({ row, problem }) => ({
      line: row.line,
      cells: row.cells.slice(0, reading.columns.length).map((cell) => cell.slice(0, maxCellLength)),
      dates: datesOf(row, reading, shop.timeZone),
      problem: problem?.message ?? null,
    })),
    problems: groupProblems(looked),
    refused: looked.filter(({ problem }) => problem !== null).length,
    lookedAt: looked.length,
    notes: importNotes(reading, looked),
  });
}

interface Draft {
  fileName: string;
  byteSize: number;
  reading: ParseOptions;
  uploadId: string;
}

function summary(cells: readonly string[]): string {
  const text = cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== "")
    .join(" · ");
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function datesOf({ cells }: FileRow, reading: ParseOptions, timeZone: string): PreviewRow["dates"] {
  const rules = { timeZone, dayFirst: reading.dayFirst };
  const dates: PreviewRow["dates"] = {};
  for (const [place, meaning] of reading.columns.entries()) {
    const text = (cells[place] ?? "").trim();
    if (text === "" || (meaning !== "use_by" && meaning !== "assign_by")) continue;
    const date = readDate(text, rules);
    if (date !== undefined) dates[place] = date;
  }
  return dates;
}

/** Problems grouped by their sentence, most frequent first. */
function groupProblems(
  looked: readonly { row: FileRow; problem: RowProblem | null }[],
): ImportPreview["problems"] {
  const groups = new Map<string, { problem: string; count: number; line: number }>();
  for (const { row, problem } of looked) {
    if (!problem) continue;
    const group = groups.get(problem.message);
    if (group) group.count += 1;
    else groups.set(problem.message, { problem: problem.message, count: 1, line: row.line });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count).slice(0, maxProblems);
}
