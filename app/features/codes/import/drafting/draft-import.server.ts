import type { PoolNotFound } from "../../../../core/failures";
import type { Actor, ShopContext } from "../../../../core/ids";
import { failure, type Result, success } from "../../../../core/result";
import { listOfCodes } from "../../../../files/parse/columns/columns";
import { writesDayFirst } from "../../../../files/parse/dates/date-order";
import { inspectFile } from "../../../../files/parse/inspect-file.server";
import { type FileUnreadable, rowsBeforeList } from "../../../../files/parse/parse-options";
import { openUpload } from "../../../../files/store/open-upload.server";
import type { Services } from "../../../../services.server";
import { findPool } from "../../../pools/find-pool.server";
import { type PoolTakesNone, rejectUploadedCodes } from "../../uploaded-codes";

export type UploadNotFound = { kind: "upload_not_found"; message: string };

export interface NewDraft {
  poolId: number;
  /** From `storeUpload`. */
  uploadId: string;
  actor: Actor;
}

/**
 * Inspects an uploaded file and creates a draft batch for the merchant to review. Fails if the file
 * is gone or can't be read.
 */
export async function draftImport(
  services: Services,
  shop: ShopContext,
  { poolId, uploadId, actor }: NewDraft,
): Promise<
  Result<{ batchId: number }, PoolNotFound | UploadNotFound | FileUnreadable | PoolTakesNone>
> {
  const pool = await findPool(services, shop, poolId);
  if (!pool.ok) return pool;
  const upload = await openUpload(services, shop, uploadId);
  if (!upload) {
    return failure({
      kind: "upload_not_found",
      message: "The file is no longer available. Choose it again.",
    });
  }
  const reading = await inspectFile(upload, listOfCodes, { dayFirst: writesDayFirst(shop) });
  if (!reading.ok) return reading;
  const rows = reading.value.rows - rowsBeforeList(reading.value);
  const rejection = rejectUploadedCodes(pool.value, rows);
  if (rejection) return failure(rejection);
  const [batch] = await services.database.query<{ id: number }>(
    `INSERT INTO batch (shop_id, pool_id, state, upload_id, file_name, byte_size, reading,
                        created_by, created_at)
     VALUES ($1, $2, 'draft', $3, $4, $5, $6, $7, $8) RETURNING id`,
    [
      shop.id,
      poolId,
      uploadId,
      upload.fileName,
      upload.size,
      JSON.stringify(reading.value),
      actor.name,
      services.clock.now(),
    ],
  );
  if (!batch) throw new Error("The batch was not stored.");
  return success({ batchId: batch.id });
}
