import type { InvalidInput } from "../../../../core/failures";
import type { ShopContext } from "../../../../core/ids";
import { failure, type Result } from "../../../../core/result";
import { listOfCodes } from "../../../../files/parse/columns/columns";
import { inspectAgain, type ParseChoices } from "../../../../files/parse/inspect-file.server";
import type { FileUnreadable, ParseOptions } from "../../../../files/parse/parse-options";
import { openUpload } from "../../../../files/store/open-upload.server";
import type { Services } from "../../../../services.server";
import type { BatchNotFound } from "../batch";
import { findBatch } from "../find-batch.server";

export interface ParseOptionsChange extends ParseChoices {
  poolId: number;
  batchId: number;
}

/**
 * Changes how a draft's file is parsed: sheet, separator, header row, meaning of columns or date format.
 * Redetects everything that depends on the change. Fails if the draft is gone or the columns changed.
 */
export async function changeParseOptions(
  services: Services,
  shop: ShopContext,
  { poolId, batchId, ...change }: ParseOptionsChange,
): Promise<Result<ParseOptions, BatchNotFound | InvalidInput | FileUnreadable>> {
  const batch = await findBatch(services, shop, { poolId, batchId });
  if (!batch.ok) return batch;
  const before = batch.value.reading;
  if (change.columns && change.columns.length !== before.columns.length) {
    const message = "The columns have changed. Check the preview again.";
    return failure({ kind: "invalid_input", field: "columns", message });
  }
  const [draft] = await services.database.query<{ uploadId: string }>(
    `SELECT upload_id AS "uploadId" FROM batch
      WHERE shop_id = $1 AND id = $2 AND state = 'draft' AND upload_id IS NOT NULL`,
    [shop.id, batchId],
  );
  const upload = draft && (await openUpload(services, shop, draft.uploadId));
  if (!upload) return failure({ kind: "batch_not_found" });
  const reading = await inspectAgain(upload, before, listOfCodes, change);
  if (!reading.ok) return reading;
  const changed = await services.database.query(
    `UPDATE batch SET reading = $3 WHERE shop_id = $1 AND id = $2 AND state = 'draft' RETURNING 1`,
    [shop.id, batchId, JSON.stringify(reading.value)],
  );
  return changed.length > 0 ? reading : failure({ kind: "batch_not_found" });
}
