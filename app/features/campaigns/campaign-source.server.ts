import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { maxCampaignNames } from "./campaign";

/**
 * The source for assignments of an API client's campaign: `campaign:<name>`, or `campaign:other` beyond
 * the first 1,000 names. Figures are stored per source and day, so a client that invents a name for
 * each send would create millions of rows.
 */
export async function campaignSource(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  name: string,
): Promise<string> {
  const rows = await database.query(
    `WITH known AS (SELECT 1 FROM campaign_source WHERE shop_id = $1 AND name = $2),
          added AS (
            INSERT INTO campaign_source (shop_id, name)
            SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM known)
               AND (SELECT count(*) FROM campaign_source WHERE shop_id = $1) < $3
            ON CONFLICT (shop_id, name) DO UPDATE SET name = excluded.name RETURNING 1)
     SELECT 1 FROM known UNION ALL SELECT 1 FROM added`,
    [shop.id, name, maxCampaignNames],
  );
  return rows.length > 0 ? `campaign:${name}` : "campaign:other";
}
