import type { Sql } from "../../database/database.server";

/**
 * Deletes an uploaded file, in the transaction that no longer needs it. Does nothing if the id is
 * null or the file is gone.
 */
export async function dropUpload(
  sql: Sql,
  shop: { id: number },
  uploadId: string | null,
): Promise<void> {
  if (uploadId === null) return;
  await sql.query("DELETE FROM file_upload WHERE shop_id = $1 AND id = $2", [shop.id, uploadId]);
}

/** Deletes every shop's files that were uploaded before a point in time. */
export async function dropOldFiles(sql: Sql, before: Date): Promise<void> {
  await sql.query("DELETE FROM file_upload WHERE created_at < $1", [before]);
}
