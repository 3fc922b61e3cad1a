import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { retriableRejections } from "../campaign";

/**
 * Marks a queued campaign as running; undefined if it is neither queued nor running. A run that retries
 * resets the rejections of an empty or inactive pool first.
 */
export async function startRun(
  { database, clock }: Services,
  shop: Pick<ShopContext, "id">,
  campaignId: number,
): Promise<{ id: number; poolId: number; source: string } | undefined> {
  return database.transaction(async (tx) => {
    const [campaign] = await tx.query<{ poolId: number; source: string; retry: boolean }>(
      `SELECT pool_id AS "poolId", source, retry FROM campaign
        WHERE shop_id = $1 AND id = $2 AND state IN ('queued', 'running') FOR UPDATE`,
      [shop.id, campaignId],
    );
    if (!campaign) return undefined;
    if (campaign.retry) {
      await tx.query(
        `WITH retried AS (
           UPDATE campaign_recipient SET refusal = NULL
            WHERE shop_id = $1 AND campaign_id = $2 AND refusal = ANY($3) AND key IS NOT NULL
           RETURNING 1
         ), counted AS (SELECT count(*) AS count FROM retried)
         UPDATE campaign SET retry = false, retriable = 0, done = done - counted.count,
                refused = refused - counted.count
           FROM counted WHERE shop_id = $1 AND id = $2`,
        [shop.id, campaignId, retriableRejections],
      );
    }
    await tx.query(
      `UPDATE campaign SET state = 'running', pace_from = $3, pace_done = done,
              last_progress_at = CASE WHEN state = 'queued' THEN $3 ELSE last_progress_at END
        WHERE shop_id = $1 AND id = $2`,
      [shop.id, campaignId, clock.now()],
    );
    const { poolId, source } = campaign;
    return { id: campaignId, poolId, source };
  });
}
