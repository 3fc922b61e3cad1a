import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import type { Services } from "../../../services.server";

/**
 * Remembers that the people with these keys (hex) were erased. Files uploaded before may still
 * contain them, so readers of files skip these keys.
 */
export async function storeErased(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  keys: readonly string[],
  now: Date,
): Promise<void> {
  await sql.query(
    `INSERT INTO erased_identity (shop_id, key, erased_at)
     SELECT $1, decode(key, 'hex'), $3 FROM unnest($2::text[]) AS name (key)
     ON CONFLICT (shop_id, key) DO UPDATE SET erased_at = excluded.erased_at`,
    [shop.id, keys, now],
  );
}

/**
 * Keys (hex) of people erased since a file was uploaded. Call it in the transaction that writes the
 * rows, after locking the batch or campaign, because an erasure waits for those locks.
 */
export async function erasedSince(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  uploadedAt: Date,
): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ key: string }>(
    "SELECT encode(key, 'hex') AS key FROM erased_identity WHERE shop_id = $1 AND erased_at >= $2",
    [shop.id, uploadedAt],
  );
  return new Set(rows.map(({ key }) => key));
}

/** Forgets erased people once the shop has no file left from before the erasure. */
export async function pruneErasures({ database }: Pick<Services, "database">): Promise<void> {
  await database.query(
    `DELETE FROM erased_identity WHERE NOT EXISTS (
       SELECT 1 FROM readable.file_upload WHERE file_upload.shop_id = erased_identity.shop_id
          AND file_upload.created_at <= erased_identity.erased_at)`,
  );
}
