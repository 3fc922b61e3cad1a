import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import type { CampaignRecipientRow } from "./find-campaign-recipients.server";

/**
 * Removes addresses from rows of campaigns. Pending recipients won't get a code. Those that got one in
 * the meantime are found through the code's recipient. Locks the campaigns first, as their runs do.
 */
export async function eraseCampaignRecipients(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  lines: readonly CampaignRecipientRow[],
): Promise<void> {
  if (lines.length === 0) return;
  const campaignIds = lines.map(({ campaignId }) => campaignId);
  await tx.query(
    "SELECT 1 FROM campaign WHERE shop_id = $1 AND id = ANY ($2) ORDER BY id FOR UPDATE",
    [shop.id, campaignIds],
  );
  await tx.query(
    `WITH named AS (
       SELECT member.campaign_id, member.line, member.refusal
         FROM unnest($2::int[], $3::int[]) AS named (campaign_id, line)
         JOIN campaign_recipient AS member ON member.shop_id = $1
          AND member.campaign_id = named.campaign_id AND member.line = named.line
        WHERE member.assignment_id IS NULL
     ), erased AS (
       UPDATE campaign_recipient AS member SET key = NULL, domain_key = NULL, address = NULL, fields = NULL,
              refusal = 'recipient_erased'
         FROM named
        WHERE member.shop_id = $1 AND member.campaign_id = named.campaign_id
          AND member.line = named.line
     )
     UPDATE campaign SET done = done + pending, refused = refused + pending,
            retriable = retriable - retriable_count
       FROM (SELECT campaign_id, count(*) FILTER (WHERE refusal IS NULL) AS pending,
                    count(*) FILTER (WHERE refusal IN ('pool_empty', 'pool_inactive')) AS retriable_count
               FROM named GROUP BY campaign_id) AS change
      WHERE shop_id = $1 AND id = change.campaign_id`,
    [shop.id, campaignIds, lines.map(({ line }) => line)],
  );
}

/** Removes the other cells from rows of campaigns. Their results stay. */
export async function eraseFields(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  lines: readonly CampaignRecipientRow[],
): Promise<void> {
  await tx.query(
    `UPDATE campaign_recipient AS member SET fields = NULL
       FROM unnest($2::int[], $3::int[]) AS named (campaign_id, line)
      WHERE member.shop_id = $1 AND member.campaign_id = named.campaign_id
        AND member.line = named.line`,
    [shop.id, lines.map(({ campaignId }) => campaignId), lines.map(({ line }) => line)],
  );
}
