import type { ShopContext } from "../../core/ids";
import { isOver } from "../../core/standstill";
import type { Services } from "../../services.server";

/** Whether to fail a campaign because of `error` instead of retrying. */
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
