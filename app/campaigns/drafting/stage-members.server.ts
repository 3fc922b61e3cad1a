import type { Chunk } from "../../codes/reading/read-chunks";
import type { Reading } from "../../codes/reading/reading";
import type { ShopContext } from "../../core/ids";
import { copyBytes, copyRows } from "../../database/copy-rows.server";
import type { Services } from "../../services.server";
import type { ReadMember } from "./member-reader.server";

/** A campaign whose list is being read. */
export interface ReadCampaign {
  id: number;
  poolId: number;
  reading: Reading;
  version: number;
  rowsRead: number;
}

/**
 * Writes a chunk of a list down, with how far the reading is: both or neither. The first chunk takes
 * the place of what an earlier reading left. Resolves false, with nothing done, when the campaign is
 * not where `rowsBefore` says: it is read otherwise now, or by somebody else, or was thrown away.
 */
export async function stageMembers(
  { database }: Services,
  shop: Pick<ShopContext, "id">,
  { campaign, rowsBefore }: { campaign: ReadCampaign; rowsBefore: number },
  { items, rowsRead, bytesRead }: Chunk<ReadMember>,
): Promise<boolean> {
  const invalid = items.filter(({ key }) => key === null).length;
  return database.transaction(
    async (tx) => {
      // A power cut may cost the last chunks, and how far the reading is with them: they are read again.
      await tx.query("SET LOCAL synchronous_commit = off");
      const moved = await tx.query(
        `UPDATE campaign SET rows_read = $5, bytes_read = $6, total = total + $7,
         invalid = invalid + $8, done = done + $8, refused = refused + $8
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
          invalid,
        ],
      );
      if (moved.length === 0) return false;
      if (rowsBefore === 0) {
        await tx.query("DELETE FROM campaign_member WHERE shop_id = $1 AND campaign_id = $2", [
          shop.id,
          campaign.id,
        ]);
      }
      const target = "campaign_member (shop_id, campaign_id, line, refusal, key, address)";
      await copyRows(tx, target, items.length, (at) => {
        const { line, key, address } = items[at] as ReadMember;
        const refusal = key ? "\\N" : "recipient_invalid";
        return `${shop.id}\t${campaign.id}\t${line}\t${refusal}\t${copyBytes(key)}\t${copyBytes(address)}`;
      });
      return true;
    },
    { longStatements: rowsBefore === 0 },
  );
}
