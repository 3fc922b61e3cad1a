import type { EncryptedTable } from "../../database/encryption/encrypted-table";
import { addressPurpose } from "./recipient-encryption.server";

/** The addresses of recipients, for encrypting them again. */
export const encryptedAddresses: EncryptedTable = {
  name: "recipient",
  columns: ["address"],
  readRows: async (sql, after, limit) => {
    const rows = await sql.query<{ shopId: number; id: number; address: Buffer | null }>(
      `SELECT shop_id AS "shopId", id, address FROM recipient
        WHERE (shop_id, id) > ($1, $2) ORDER BY shop_id, id LIMIT $3`,
      [...(after ?? [0, 0]), limit],
    );
    return rows.map(({ shopId, id, address }) => ({
      id: [shopId, id],
      purpose: addressPurpose(shopId),
      values: [address],
    }));
  },
  replace: async (sql, changes) => {
    const written = await sql.query(
      `WITH free AS (
         SELECT recipient.shop_id, recipient.id, change.fresh
           FROM unnest($1::int[], $2::bigint[], $3::bytea[], $4::bytea[])
                  AS change (shop_id, id, old, fresh)
           JOIN recipient ON recipient.shop_id = change.shop_id AND recipient.id = change.id
            AND recipient.address = change.old
            FOR UPDATE OF recipient SKIP LOCKED
       )
       UPDATE recipient SET address = free.fresh
         FROM free WHERE recipient.shop_id = free.shop_id AND recipient.id = free.id
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
