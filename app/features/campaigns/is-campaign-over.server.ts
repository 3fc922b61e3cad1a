import type { ShopContext } from "../../core/ids";
import { isOver } from "../../core/standstill";
import type { Services } from "../../services.server";

/** Whether the work on a campaign, which failed with `error`, ends now instead of being retried. */
export async function isCampaignOver(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  campaignId: number,
  error: unknown,
): Promise<boolean> {
  const [campaign] = await database.query<{ movedAt: Date | null }>(
    'SELECT moved_at AS "movedAt" FROM campaign WHERE shop_id = $1 AND id = $2',
    [shop.id, campaignId],
  );
  return isOver(error, campaign?.movedAt ?? null, clock.now());
}
