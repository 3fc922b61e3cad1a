import type { InvalidInput } from "../../core/failures";
import type { ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import type { Services } from "../../services.server";
import { listOfCodes, type Meaning } from "../reading/columns";
import { inspectColumns } from "../reading/inspect-file.server";
import type { Delimiter, Reading } from "../reading/reading";
import { openUpload } from "../upload/open-upload.server";
import type { BatchNotFound } from "./batch";
import { findBatch } from "./find-batch.server";

export interface ReadingChange {
  poolId: number;
  batchId: number;
  delimiter?: Delimiter;
  header?: boolean;
  dayFirst?: boolean;
  columns?: Meaning[];
}

/**
 * Reads a draft's file otherwise, as the merchant says. A new delimiter makes new columns, whose
 * meanings are found again.
 */
export async function changeReading(
  services: Services,
  shop: ShopContext,
  { poolId, batchId, delimiter, ...change }: ReadingChange,
): Promise<Result<Reading, BatchNotFound | InvalidInput>> {
  const batch = await findBatch(services, shop, { poolId, batchId });
  if (!batch.ok) return batch;
  const before = batch.value.reading;
  const cutAgain = delimiter !== undefined && delimiter !== before.delimiter;
  const base = cutAgain
    ? await cut(services, shop, batchId, { ...before, delimiter })
    : { ...before, ...change };
  if (!base) return failure({ kind: "batch_not_found" });
  if (!cutAgain && base.columns.length !== before.columns.length) {
    const message = "The columns have changed. Look at the preview again.";
    return failure({ kind: "invalid_input", field: "columns", message });
  }
  const changed = await services.database.query(
    `UPDATE batch SET reading = $3 WHERE shop_id = $1 AND id = $2 AND state = 'draft' RETURNING 1`,
    [shop.id, batchId, JSON.stringify(base)],
  );
  return changed.length > 0 ? success(base) : failure({ kind: "batch_not_found" });
}

async function cut(
  services: Services,
  shop: ShopContext,
  batchId: number,
  reading: Reading,
): Promise<Reading | undefined> {
  const [draft] = await services.database.query<{ uploadId: string }>(
    `SELECT upload_id AS "uploadId" FROM batch
      WHERE shop_id = $1 AND id = $2 AND state = 'draft' AND upload_id IS NOT NULL`,
    [shop.id, batchId],
  );
  const upload = draft && (await openUpload(services, shop, draft.uploadId));
  return upload && inspectColumns(upload, reading, listOfCodes);
}
