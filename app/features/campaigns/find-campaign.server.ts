import type { ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import type { Sql } from "../../database/database.server";
import type { Campaign, Draft } from "./campaign";

export type CampaignNotFound = { kind: "campaign_not_found" };

/** For a SELECT over `campaign` joined with its `pool`. */
export const campaignColumns = `campaign.id, campaign.pool_id AS "poolId", pool.name AS "poolName",
  campaign.name, campaign.source, campaign.state, campaign.file_name AS "fileName",
  campaign.columns,  campaign.byte_size AS "byteSize", campaign.bytes_read AS "bytesRead", campaign.total,
  campaign.invalid, campaign.people, campaign.holding, campaign.read_at AS "readAt", campaign.done,
  campaign.assigned, campaign.reused, campaign.refused, campaign.codes, campaign.retriable, campaign.failure,
  campaign.pace_from AS "paceFrom", campaign.pace_done AS "paceDone",
  campaign.last_progress_at AS "lastProgressAt",
  campaign.created_by AS "createdBy", campaign.created_at AS "createdAt",
  campaign.finished_at AS "finishedAt"`;

/** Finds a campaign; fails with `campaign_not_found`. */
export async function findCampaign(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
  campaignId: number,
): Promise<Result<Campaign, CampaignNotFound>> {
  const [campaign] = await database.query<Campaign>(
    `SELECT ${campaignColumns} FROM campaign
       JOIN readable.pool ON pool.shop_id = campaign.shop_id AND pool.id = campaign.pool_id
      WHERE campaign.shop_id = $1 AND campaign.id = $2 AND campaign.state <> 'discarded'`,
    [shop.id, campaignId],
  );
  return campaign ? success(campaign) : failure({ kind: "campaign_not_found" });
}

/** A campaign that wasn't started; undefined if there is none. */
export async function findDraft(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
  campaignId: number,
): Promise<Draft | undefined> {
  const [draft] = await database.query<Draft>(
    `SELECT pool_id AS "poolId", upload_id AS "uploadId", reading, version FROM campaign
      WHERE shop_id = $1 AND id = $2 AND state IN ('reading', 'draft')`,
    [shop.id, campaignId],
  );
  return draft;
}
