import type { EncryptedTable } from "../../../database/encryption/encrypted-table";
import { sealKeyPurpose } from "./seal-keys.server";

/** The keys that seal codes, for encrypting them again. */
export const encryptedSealKeys: EncryptedTable = {
  name: "seal_key",
  columns: ["secret"],
  readRows: async (sql, after, limit) => {
    const rows = await sql.query<{ shopId: number; id: number; secret: Buffer }>(
      `SELECT shop_id AS "shopId", id, secret FROM seal_key
        WHERE (shop_id, id) > ($1, $2) ORDER BY shop_id, id LIMIT $3`,
      [...(after ?? [0, 0]), limit],
    );
    return rows.map(({ shopId, id, secret }) => ({
      id: [shopId, id],
      purpose: sealKeyPurpose(shopId),
      values: [secret],
    }));
  },
  replace: async (sql, changes) => {
    const written = await sql.query(
      `WITH free AS (
         SELECT seal_key.shop_id, seal_key.id, change.fresh
           FROM unnest($1::int[], $2::int[], $3::bytea[], $4::bytea[])
                  AS change (shop_id, id, old, fresh)
           JOIN seal_key ON seal_key.shop_id = change.shop_id AND seal_key.id = change.id
            AND seal_key.secret = change.old
            FOR UPDATE OF seal_key SKIP LOCKED
       )
       UPDATE seal_key SET secret = free.fresh
         FROM free WHERE seal_key.shop_id = free.shop_id AND seal_key.id = free.id
       RETURNING 1`,
      [
        changes.map(({ row }) => row.id[0]),
        changes.map(({ row }) => row.id[1]),
        changes.map(({ row }) => row.values[0]),
        changes.map(({ values }) => values[0]),
      ],
    );
    return written.length;
  },
};
