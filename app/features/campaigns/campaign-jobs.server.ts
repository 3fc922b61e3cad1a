import type { ShopContext } from "../../core/ids";
import { isOver } from "../../core/standstill";
import type { Sql } from "../../database/database.server";
import { enqueue } from "../../database/enqueue.server";
import type { Services } from "../../services.server";

export async function enqueueCounting(
  tx: Sql,
  shop: Pick<ShopContext, "id">,
  campaignId: number,
): Promise<void> {
  const key = `count-campaign-recipients:${shop.id}:${campaignId}`;
  await enqueue(tx, "count-campaign-recipients", { shopId: shop.id, campaignId }, { key });
}

export async function enqueueRun(
  tx: Sql,
  shop: Pick<ShopContext, "id">,
  campaignId: number,
): Promise<void> {
  const key = `run-campaign:${shop.id}:${campaignId}`;
  await enqueue(tx, "run-campaign", { shopId: shop.id, campaignId }, { key });
}

/** Whether to fail a campaign because of `error` instead of retrying. */
export async function isCampaignOver(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  campaignId: number,
  error: unknown,
): Promise<boolean> {
  const [campaign] = await database.query<{ lastProgressAt: Date | null }>(
    'SELECT last_progress_at AS "lastProgressAt" FROM campaign WHERE shop_id = $1 AND id = $2',
    [shop.id, campaignId],
  );
  return isOver(error, campaign?.lastProgressAt ?? null, clock.now());
}
