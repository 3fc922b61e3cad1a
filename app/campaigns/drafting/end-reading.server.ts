import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { countHolders } from "./count-holders.server";
import type { ReadCampaign } from "./stage-members.server";

/**
 * Ends the reading of a list: its recipients are counted, or it cannot be used for the reason given.
 * Nothing when the list is read otherwise by now.
 */
export async function endReading(
  services: Services,
  shop: ShopContext,
  campaign: ReadCampaign,
  failureText: string | null,
): Promise<void> {
  const counts =
    failureText === null
      ? await countHolders(services, shop, campaign)
      : { people: null, holding: null };
  await services.database.query(
    `UPDATE campaign SET state = 'draft', failure = $4, people = $5, holding = $6, read_at = $7
      WHERE shop_id = $1 AND id = $2 AND version = $3 AND state = 'reading'`,
    [
      shop.id,
      campaign.id,
      campaign.version,
      failureText,
      counts.people,
      counts.holding,
      services.clock.now(),
    ],
  );
}
