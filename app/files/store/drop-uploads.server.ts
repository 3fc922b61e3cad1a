import type { Sql } from "../../database/database.server";

/** Deletes a file of a shop, in the transaction that has no more use for it. Null, or gone: nothing. */
export async function dropUpload(
  sql: Sql,
  shop: { id: number },
  uploadId: string | null,
): Promise<void> {
  if (uploadId === null) return;
  await sql.query("DELETE FROM file_upload WHERE shop_id = $1 AND id = $2", [shop.id, uploadId]);
}

/** Deletes the files of all shops that came in before a moment. */
export async function dropOldFiles(sql: Sql, before: Date): Promise<void> {
  await sql.query("DELETE FROM file_upload WHERE created_at < $1", [before]);
}
