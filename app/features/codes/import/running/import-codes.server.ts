import { dayOf } from "../../../../core/dates";
import type { ShopContext } from "../../../../core/ids";
import { lastingReason } from "../../../../core/standstill";
import {
  type FileRow,
  parseOptionsSchema,
  rowsBeforeList,
} from "../../../../files/parse/parse-options";
import { type Chunk, readChunks } from "../../../../files/parse/read-chunks";
import { readRows } from "../../../../files/parse/read-rows.server";
import { openUpload, type StoredUpload } from "../../../../files/store/open-upload.server";
import type { Services } from "../../../../services.server";
import { findPool } from "../../../pools/find-pool.server";
import type { Batch } from "../batch";
import { isBatchOver } from "../batch-jobs.server";
import { batchColumns } from "../find-batch.server";
import { type RowRules, rowReader } from "../read-row";
import { admitRecipients } from "./admit-recipients.server";
import {
  type ChunkCode,
  type CodeChunk,
  type Reject,
  setAssignedAside,
  sortChunk,
} from "./code-chunk";
import { finishImport } from "./finish-import.server";
import { importChunk } from "./import-chunk.server";
import { type Collisions, RecipientVanished } from "./insert-codes.server";

/** The reason shown if there is no more specific one. */
export const importFailed =
  "The import stopped because of a problem on our side. The codes it added are in the pool. Undo the import, or import the file again: codes that are already here aren’t added twice.";

/**
 * Continues the import of a batch. Resumes after a crash without repeating or skipping rows, because
 * progress commits with each chunk. Throws when `signal` aborts or on a transient error, and the job
 * retries. A permanent error, or one that lasts too long, fails the import.
 */
export async function importCodes(
  services: Services,
  shop: ShopContext,
  batchId: number,
  signal: AbortSignal,
): Promise<void> {
  const batch = await beginImport(services, shop, batchId);
  if (!batch) return;
  try {
    const upload = batch.uploadId ? await openUpload(services, shop, batch.uploadId) : undefined;
    const stopped = upload
      ? await importRows(services, shop, batch, upload, signal)
      : "The file is no longer available. Import it again.";
    if (stopped === "moved") return;
    const end = stopped === null ? ({ state: "done" } as const) : failed(stopped);
    await finishImport(services, shop, batchId, end);
  } catch (error) {
    if (signal.aborted || !(await isBatchOver(services, shop, batchId, error))) throw error;
    services.log.error({ batch: batchId, err: error }, "import ended");
    await finishImport(services, shop, batchId, failed(lastingReason(error, importFailed)));
  }
}

function failed(reason: string) {
  return { state: "failed", reason } as const;
}

type RunningBatch = Batch & { uploadId: string | null };

async function beginImport(
  { database, clock }: Services,
  shop: ShopContext,
  batchId: number,
): Promise<RunningBatch | undefined> {
  const [batch] = await database.query<RunningBatch>(
    `UPDATE batch SET state = 'running', started_at = coalesce(started_at, $3),
            last_progress_at = CASE WHEN started_at IS NULL THEN $3 ELSE last_progress_at END
      WHERE shop_id = $1 AND id = $2 AND state IN ('queued', 'running')
      RETURNING ${batchColumns}, batch.upload_id AS "uploadId"`,
    [shop.id, batchId, clock.now()],
  );
  return batch;
}

/**
 * Resolves null after the last row, otherwise the reason for the merchant, or "moved" if another worker
 * took over. Reads the next chunk while the database stores the current one.
 */
async function importRows(
  services: Services,
  shop: ShopContext,
  batch: RunningBatch,
  upload: StoredUpload,
  signal: AbortSignal,
): Promise<string | null | "moved"> {
  const chunks = await chunksOf(services, shop, batch, upload);
  if (!chunks) return "The pool was deleted before the import began.";
  const source = { batch, uploadedAt: upload.createdAt };
  let rowsBefore = batch.rowsRead;
  let collisions: Collisions = "unexpected";
  let next = chunks.next();
  try {
    for (;;) {
      const { value: chunk } = await next;
      if (!chunk) return null;
      if (!chunk.ok)
        return `${chunk.failure.message} Codes that are already in the pool aren’t added twice.`;
      signal.throwIfAborted();
      next = chunks.next();
      // Awaited in the next iteration; the no-op catch avoids an unhandled rejection until then.
      next.catch(() => undefined);
      const imported = await takeChunk(services, shop, source, chunk.value, {
        rowsBefore,
        collisions,
      });
      if (!imported.ok)
        return imported.failure.kind === "batch_moved" ? "moved" : imported.failure.message;
      rowsBefore = chunk.value.rowsRead;
      collisions = imported.value;
    }
  } finally {
    await chunks.return(undefined);
  }
}

/** If a customer is erased between the two steps, the second one notices and both run again. */
async function takeChunk(...parameters: Parameters<typeof tryChunk>) {
  try {
    return await tryChunk(...parameters);
  } catch (error) {
    if (error instanceof RecipientVanished) return tryChunk(...parameters);
    throw error;
  }
}

async function tryChunk(
  services: Services,
  shop: ShopContext,
  { batch, uploadedAt }: { batch: RunningBatch; uploadedAt: Date },
  chunk: Chunk<ChunkCode | Reject>,
  progress: { rowsBefore: number; collisions: Collisions },
) {
  const { items, rowsRead, bytesRead } = chunk;
  const source = { batchId: batch.id, uploadedAt };
  const { poolId, id: batchId } = batch;
  const rows = sortChunk(items);
  const now = services.clock.now();
  const place = { shopId: shop.id, poolId, batchId, now, day: dayOf(now, shop.timeZone) };
  const take = (chunkRows: CodeChunk) =>
    importChunk(services, { ...place, ...chunkRows, ...progress, rowsRead, bytesRead });
  const imported = await take(
    await admitRecipients(services, shop, source, await forPool(services, shop, poolId, rows)),
  );
  // Deactivated in the meantime: import only the rows without a recipient.
  if (!imported.ok && imported.failure.kind === "pool_closed") return take(setAssignedAside(rows));
  return imported;
}

async function forPool(
  services: Services,
  shop: ShopContext,
  poolId: number,
  rows: CodeChunk,
): Promise<CodeChunk> {
  if (!rows.codes.some(({ code }) => code.recipient !== null)) return rows;
  const pool = await findPool(services, shop, poolId);
  const open = pool.ok && pool.value.active && pool.value.archivedAt === null;
  return open ? rows : setAssignedAside(rows);
}

async function chunksOf(
  services: Services,
  shop: ShopContext,
  batch: RunningBatch,
  upload: StoredUpload,
) {
  const pool = await findPool(services, shop, batch.poolId);
  if (!pool.ok) return undefined;
  const reading = parseOptionsSchema.parse(batch.reading);
  return readChunks(readRows(upload, reading), {
    before: rowsBeforeList(reading),
    skip: batch.rowsRead,
    read: codeReader({
      reading,
      timeZone: shop.timeZone,
      now: services.clock.now(),
      defaults: pool.value,
      shared: pool.value.type === "shared",
    }),
  });
}

/** Creates a parser of rows that returns a code or a reject. */
function codeReader(rules: RowRules): (row: FileRow) => ChunkCode | Reject {
  const read = rowReader(rules);
  const codeColumn = rules.reading.columns.indexOf("code");
  return (row) => {
    const { line, cells } = row;
    const code = read(row);
    if (code.ok) return { line, code: code.value, recipientKey: null };
    return { line, text: cells[codeColumn] ?? "", message: code.failure.message };
  };
}
