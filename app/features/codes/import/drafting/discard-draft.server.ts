import type { ShopContext } from "../../../../core/ids";
import { type Result, success } from "../../../../core/result";
import type { Sql } from "../../../../database/database.server";
import { dropUpload } from "../../../../files/store/drop-uploads.server";
import type { Services } from "../../../../services.server";

/** Deletes a draft and its file. Does nothing if it is gone or was started. */
export async function discardDraft(
  { database }: Services,
  shop: ShopContext,
  { poolId, batchId }: { poolId: number; batchId: number },
): Promise<Result<null, never>> {
  await database.transaction(async (tx) => {
    const [draft] = await tx.query<{ uploadId: string | null }>(
      `DELETE FROM batch WHERE shop_id = $1 AND pool_id = $2 AND id = $3 AND state = 'draft'
       RETURNING upload_id AS "uploadId"`,
      [shop.id, poolId, batchId],
    );
    await dropUpload(tx, shop, draft?.uploadId ?? null);
  });
  return success(null);
}

/** Deletes drafts of all shops created before a time. The caller deletes their files. */
export async function dropOldDrafts(sql: Sql, before: Date): Promise<void> {
  await sql.query("DELETE FROM batch WHERE state = 'draft' AND created_at < $1", [before]);
}
