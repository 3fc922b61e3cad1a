import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import { enqueue } from "../../../database/enqueue.server";
import { dropUpload } from "../../../files/store/drop-uploads.server";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { type CampaignNotFound, findCampaign } from "../find-campaign.server";

/** The campaign is running and has to be stopped first. */
export type CampaignRunning = { kind: "campaign_running" };

/**
 * Deletes a campaign that isn't running. Its file is deleted now, its list and result by a job. Codes it
 * assigned stay assigned and in the history. Fails if it is running or doesn't exist.
 */
export async function deleteCampaign(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { campaignId, actor }: { campaignId: number; actor: Actor },
): Promise<Result<null, CampaignNotFound | CampaignRunning>> {
  return database.transaction(async (tx) => {
    const [deleted] = await tx.query<{
      poolId: number;
      pool: string;
      campaign: string;
      assigned: number;
      uploadId: string | null;
    }>(
      `WITH deleted AS (
         UPDATE campaign SET state = 'discarded'
          WHERE shop_id = $1 AND id = $2 AND state NOT IN ('queued', 'running', 'discarded')
         RETURNING pool_id, name, assigned, upload_id
       )
       SELECT pool_id AS "poolId", pool.name AS pool, deleted.name AS campaign, assigned,
              upload_id AS "uploadId"
         FROM deleted JOIN readable.pool ON pool.shop_id = $1 AND pool.id = deleted.pool_id`,
      [shop.id, campaignId],
    );
    if (!deleted) {
      const found = await findCampaign({ database: tx }, shop, campaignId);
      return found.ok ? failure({ kind: "campaign_running" }) : found;
    }
    const { poolId, uploadId, ...detail } = deleted;
    await dropUpload(tx, shop, uploadId);
    const entry = { action: "campaign.deleted", poolId, detail };
    await recordAudit(tx, shop, actor, clock.now(), entry);
    await enqueue(tx, "drop-campaign", { shopId: shop.id, campaignId });
    return success(null);
  });
}
