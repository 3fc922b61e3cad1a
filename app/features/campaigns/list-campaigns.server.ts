import type { ShopContext } from "../../core/ids";
import { type KeysetEnds, type KeysetQuery, keysetPage, keysetScan } from "../../core/keyset-page";
import type { Services } from "../../services.server";
import type { Campaign } from "./campaign";
import { campaignColumns } from "./find-campaign.server";

export interface CampaignsQuery extends KeysetQuery<number> {
  /** Campaigns of one pool. */
  poolId?: number;
}

export interface CampaignsPage extends KeysetEnds<string> {
  campaigns: Campaign[];
}

/** A page of the campaigns of the shop or of one pool, newest first, including drafts. */
export async function listCampaigns(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  query: CampaignsQuery,
): Promise<CampaignsPage> {
  const { poolId } = query;
  const scan = keysetScan(query, "DESC");
  const rows = await database.query<Campaign>(
    `SELECT ${campaignColumns} FROM campaign
       JOIN readable.pool ON pool.shop_id = campaign.shop_id AND pool.id = campaign.pool_id
      WHERE campaign.shop_id = $1 AND campaign.state <> 'discarded'
        ${poolId === undefined ? "AND $2::int IS NULL" : "AND campaign.pool_id = $2"}
        AND ($3::int IS NULL OR campaign.id ${scan.beyond} $3)
      ORDER BY campaign.id ${scan.direction} LIMIT $4`,
    [shop.id, poolId ?? null, scan.cursor, scan.limit],
  );
  const { rows: campaigns, ...ends } = keysetPage(query, rows, ({ id }) => String(id));
  return { campaigns, ...ends };
}
