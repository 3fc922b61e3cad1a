import type { EncryptedTable } from "../../../database/encryption/encrypted-table";
import { addressPurpose } from "../../recipients/recipient-encryption.server";

/** The IDs of customers with written codes, for encrypting them again. */
export const encryptedCustomerIds: EncryptedTable = {
  name: "customer_codes",
  columns: ["customer_id"],
  readRows: async (sql, after, limit) => {
    const rows = await sql.query<{ shopId: number; id: number; sealed: Buffer }>(
      `SELECT shop_id AS "shopId", recipient_id AS id, customer_id AS sealed FROM customer_codes
        WHERE (shop_id, recipient_id) > ($1, $2) ORDER BY shop_id, recipient_id LIMIT $3`,
      [...(after ?? [0, 0]), limit],
    );
    return rows.map(({ shopId, id, sealed }) => ({
      id: [shopId, id],
      purpose: addressPurpose(shopId),
      values: [sealed],
    }));
  },
  replace: async (sql, changes) => {
    const written = await sql.query(
      `WITH free AS (
         SELECT customer_codes.shop_id, customer_codes.recipient_id, change.fresh
           FROM unnest($1::int[], $2::bigint[], $3::bytea[], $4::bytea[])
                  AS change (shop_id, id, old, fresh)
           JOIN customer_codes ON customer_codes.shop_id = change.shop_id
            AND customer_codes.recipient_id = change.id AND customer_codes.customer_id = change.old
            FOR UPDATE OF customer_codes SKIP LOCKED
       )
       UPDATE customer_codes SET customer_id = free.fresh FROM free
        WHERE customer_codes.shop_id = free.shop_id
          AND customer_codes.recipient_id = free.recipient_id
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
