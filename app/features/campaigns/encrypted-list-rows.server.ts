import type { EncryptedTable } from "../../database/encryption/encrypted-table";
import { addressPurpose } from "../recipients/recipient-encryption.server";

interface ListRow {
  shopId: number;
  campaignId: number;
  line: number;
  address: Buffer | null;
  fields: Buffer | null;
}

/** The lists of campaigns, for encrypting them again. */
export const encryptedListRows: EncryptedTable = {
  name: "campaign_recipient",
  columns: ["address", "fields"],
  readRows: async (sql, after, limit) => {
    const rows = await sql.query<ListRow>(
      `SELECT shop_id AS "shopId", campaign_id AS "campaignId", line, address, fields
         FROM campaign_recipient
        WHERE (shop_id, campaign_id, line) > ($1, $2, $3)
        ORDER BY shop_id, campaign_id, line LIMIT $4`,
      [...(after ?? [0, 0, 0]), limit],
    );
    return rows.map(({ shopId, campaignId, line, address, fields }) => ({
      id: [shopId, campaignId, line],
      purpose: addressPurpose(shopId),
      values: [address, fields],
    }));
  },
  replace: async (sql, changes) => {
    const written = await sql.query(
      `WITH free AS (
         SELECT shop_id, campaign_id, line, change.address, change.fields
           FROM unnest($1::int[], $2::int[], $3::int[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[])
                  AS change (shop_id, campaign_id, line, old_address, old_fields, address, fields)
           JOIN campaign_recipient AS listed USING (shop_id, campaign_id, line)
          WHERE listed.address IS NOT DISTINCT FROM change.old_address
            AND listed.fields IS NOT DISTINCT FROM change.old_fields
            FOR UPDATE OF listed SKIP LOCKED
       )
       UPDATE campaign_recipient AS listed SET address = free.address, fields = free.fields
         FROM free
        WHERE listed.shop_id = free.shop_id AND listed.campaign_id = free.campaign_id
          AND listed.line = free.line
       RETURNING 1`,
      [
        changes.map(({ row }) => row.id[0]),
        changes.map(({ row }) => row.id[1]),
        changes.map(({ row }) => row.id[2]),
        changes.map(({ row }) => row.values[0]),
        changes.map(({ row }) => row.values[1]),
        changes.map(({ values }) => values[0]),
        changes.map(({ values }) => values[1]),
      ],
    );
    return written.length;
  },
};

/** The cells in a decrypted text that `recipientRowReader` encrypted. */
export function parseFields(text: string): string[] {
  return JSON.parse(text) as string[];
}
