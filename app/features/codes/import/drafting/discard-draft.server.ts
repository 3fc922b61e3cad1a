import type { ShopContext } from "../../../../core/ids";
import { type Result, success } from "../../../../core/result";
import type { Services } from "../../../../services.server";

/** Throws a draft and its file away; nothing when it is gone or was started. */
export async function discardDraft(
  { database }: Services,
  shop: ShopContext,
  { poolId, batchId }: { poolId: number; batchId: number },
): Promise<Result<null, never>> {
  await database.query(
    `WITH draft AS (
       DELETE FROM batch WHERE shop_id = $1 AND pool_id = $2 AND id = $3 AND state = 'draft'
       RETURNING upload_id)
     DELETE FROM file_upload USING draft WHERE file_upload.shop_id = $1 AND file_upload.id = draft.upload_id`,
    [shop.id, poolId, batchId],
  );
  return success(null);
}
