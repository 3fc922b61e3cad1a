import type { PoolNotFound } from "../../core/failures";
import type { ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import { findPool } from "../../pools/find-pool.server";
import type { Services } from "../../services.server";
import { rowReader } from "../reading/read-row";
import { firstRows } from "../reading/read-rows.server";
import type { Reading } from "../reading/reading";
import { openUpload } from "../upload/open-upload.server";
import type { BatchNotFound } from "./batch";
import { type ReadingWarning, readingWarnings } from "./reading-warnings";

/** Rows that are looked at for warnings, and rows that are shown. */
const lookedAt = 500;
const shown = 10;

export interface ImportPreview {
  fileName: string;
  /** Bytes. */
  byteSize: number;
  reading: Reading;
  /** What the first row says of the columns; null without a header. */
  names: string[] | null;
  rows: { line: number; cells: string[]; problem: string | null }[];
  /** Rows among the first `lookedAt` that would be refused. */
  problems: { line: number; problem: string }[];
  lookedAt: number;
  warnings: ReadingWarning[];
}

/** What the import of a draft would do, from the first rows of its file. */
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
  const sample = await firstRows(upload, reading, lookedAt + 1);
  const first = reading.header ? sample.shift() : undefined;
  const read = rowReader({
    columns: reading.columns,
    dayFirst: reading.dayFirst,
    spreadsheet: reading.format === "xlsx",
    timeZone: shop.timeZone,
    now: services.clock.now(),
    defaults: pool.value,
    shared: pool.value.type === "shared",
  });
  const rows = sample.map(({ line, cells }) => {
    const code = read(cells);
    return { line, cells, problem: code.ok ? null : code.failure.message };
  });
  return success({
    fileName: draft.fileName,
    byteSize: draft.byteSize,
    reading,
    names: first?.cells ?? null,
    rows: rows.slice(0, shown),
    problems: rows.flatMap(({ line, problem }) => (problem ? [{ line, problem }] : [])),
    lookedAt: rows.length,
    warnings: readingWarnings(reading, sample),
  });
}

interface Draft {
  fileName: string;
  byteSize: number;
  reading: Reading;
  uploadId: string;
}
