import type { ShopContext } from "../../../../core/ids";
import { copyBytes, copyRows } from "../../../../database/copy-rows.server";
import type { ParseOptions } from "../../../../files/parse/parse-options";
import type { Chunk } from "../../../../files/parse/read-chunks";
import type { Services } from "../../../../services.server";
import { erasedSince } from "../../../recipients/identities/erased-identities.server";
import { keysInText } from "../../../recipients/identities/identities-in-text.server";
import { decryptAddress } from "../../../recipients/recipient-encryption.server";
import type { RecipientRow } from "./recipient-row-reader.server";

export interface ReadCampaign {
  id: number;
  poolId: number;
  reading: ParseOptions;
  version: number;
  rowsRead: number;
}

/** A chunk of a list, with the upload time of its file and the number of rows before it. */
export interface StagedList {
  campaign: ReadCampaign;
  uploadedAt: Date;
  /** Column names of the recipients' `fields`. */
  names: readonly string[];
  rowsBefore: number;
}

const erasedRow = { key: null, address: null, fields: null, domain: null };

/**
 * Stores a chunk of a list together with the progress. The first chunk replaces the rows of an earlier
 * counting. Resolves false, with nothing stored, if the campaign isn't at `rowsBefore`: its parse
 * options changed, another worker took over, or it was deleted. Rows of customers erased since the
 * upload are stored without their address, and so are cells that contain one, such as
 * `ada@example.com and Bob`.
 */
export async function stageRecipients(
  services: Services,
  shop: Pick<ShopContext, "id">,
  { campaign, uploadedAt, names, rowsBefore }: StagedList,
  { items, rowsRead, bytesRead }: Chunk<RecipientRow>,
): Promise<boolean> {
  const { database, clock } = services;
  return database.transaction(
    async (tx) => {
      // A crash of the server may lose the last chunks together with their progress: they are read again.
      await tx.query("SET LOCAL synchronous_commit = off");
      const updated = await tx.query(
        `UPDATE campaign SET rows_read = $5, bytes_read = $6, total = total + $7, last_progress_at = $8,
         columns = $9
       WHERE shop_id = $1 AND id = $2 AND state = 'reading' AND version = $3 AND rows_read = $4
       RETURNING 1`,
        [
          shop.id,
          campaign.id,
          campaign.version,
          rowsBefore,
          rowsRead,
          bytesRead,
          items.length,
          clock.now(),
          JSON.stringify(names),
        ],
      );
      if (updated.length === 0) return false;
      if (rowsBefore === 0) {
        await tx.query("DELETE FROM campaign_recipient WHERE shop_id = $1 AND campaign_id = $2", [
          shop.id,
          campaign.id,
        ]);
      }
      // Read under the campaign's lock, which an erasure waits for.
      const erased = await erasedSince(tx, shop, uploadedAt);
      const isNamed = (sealed: Buffer) =>
        erased.size > 0 &&
        keysInText(services, shop, decryptAddress(services, shop, sealed)).some((key) =>
          erased.has(key),
        );
      const isErased = ({ key, address }: Pick<RecipientRow, "key" | "address">) =>
        key ? erased.has(key.toString("hex")) : isNamed(address);
      const counts = { recipient_invalid: 0, recipient_erased: 0 };
      const target =
        "campaign_recipient (shop_id, campaign_id, line, refusal, key, address, fields, domain_key)";
      await copyRows(tx, target, items.length, (at) => {
        const { line, ...read } = items[at] as RecipientRow;
        const gone = isErased(read);
        const refusal = gone ? "recipient_erased" : read.key ? null : "recipient_invalid";
        if (refusal) counts[refusal] += 1;
        const { key, address, fields, domain } = gone ? erasedRow : read;
        const stored = fields && isNamed(fields) ? null : fields;
        return `${shop.id}\t${campaign.id}\t${line}\t${refusal ?? "\\N"}\t${copyBytes(key)}\t${copyBytes(address)}\t${copyBytes(stored)}\t${copyBytes(domain)}`;
      });
      await tx.query(
        `UPDATE campaign SET invalid = invalid + $3, done = done + $4, refused = refused + $4
        WHERE shop_id = $1 AND id = $2`,
        [
          shop.id,
          campaign.id,
          counts.recipient_invalid,
          counts.recipient_invalid + counts.recipient_erased,
        ],
      );
      return true;
    },
    { longStatements: rowsBefore === 0 },
  );
}
