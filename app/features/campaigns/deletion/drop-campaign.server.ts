import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";

/** Recipients per transaction, so the worker can stop in between. */
const membersPerStep = 50_000;

/** Removes the rows of a deleted campaign. Safe to repeat. Throws when `signal` aborts. */
export async function dropCampaign(
  { database }: Services,
  shop: Pick<ShopContext, "id">,
  campaignId: number,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const [removed] = await database.query<{ count: number }>(
      `WITH discarded AS (
         SELECT 1 FROM campaign WHERE shop_id = $1 AND id = $2 AND state = 'discarded'
       ), removed AS (
         DELETE FROM campaign_recipient
          WHERE shop_id = $1 AND campaign_id = $2 AND EXISTS (SELECT 1 FROM discarded)
            AND line < $3 + (SELECT min(line) FROM campaign_recipient
                              WHERE shop_id = $1 AND campaign_id = $2)
         RETURNING 1)
       SELECT count(*) AS count FROM removed`,
      [shop.id, campaignId, membersPerStep],
    );
    if (removed?.count === 0) break;
  }
  await database.query(
    "DELETE FROM campaign WHERE shop_id = $1 AND id = $2 AND state = 'discarded'",
    [shop.id, campaignId],
  );
}
