import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import type { Campaign } from "./campaign";
import { campaignColumns } from "./find-campaign.server";

export interface CampaignsQuery {
  /** Campaigns of one pool. */
  poolId?: number;
  /** Where the page begins: `after` a campaign (older ones), or `before` one (newer); neither: at the newest. */
  after?: number;
  before?: number;
  /** Campaigns per page. */
  limit: number;
}

export interface CampaignsPage {
  campaigns: Campaign[];
  /** Cursors of the neighbouring pages; null where there is none. */
  before: string | null;
  after: string | null;
}

/** A page of the campaigns of the shop or of one pool, the newest first, drafts and all. */
export async function listCampaigns(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  { poolId, after, before, limit }: CampaignsQuery,
): Promise<CampaignsPage> {
  const backwards = before !== undefined;
  const rows = await database.query<Campaign>(
    `SELECT ${campaignColumns} FROM campaign
       JOIN pool ON pool.shop_id = campaign.shop_id AND pool.id = campaign.pool_id
      WHERE campaign.shop_id = $1 AND campaign.state <> 'discarded'
        ${poolId === undefined ? "AND $2::int IS NULL" : "AND campaign.pool_id = $2"}
        AND ($3::int IS NULL OR campaign.id ${backwards ? ">" : "<"} $3)
      ORDER BY campaign.id ${backwards ? "ASC" : "DESC"} LIMIT $4`,
    [shop.id, poolId ?? null, before ?? after ?? null, limit + 1],
  );
  const more = rows.length > limit;
  const campaigns = rows.slice(0, limit);
  if (backwards) campaigns.reverse();
  const newest = campaigns[0];
  const oldest = campaigns.at(-1);
  return {
    campaigns,
    before: newest && (backwards ? more : after !== undefined) ? String(newest.id) : null,
    after: oldest && (backwards || more) ? String(oldest.id) : null,
  };
}
