import type { ShopContext } from "../../core/ids";
import { type Result, success } from "../../core/result";
import { enqueue } from "../../database/enqueue.server";
import type { Services } from "../../services.server";

/** Throws a campaign that was not started away, its file at once and its list by a job. */
export async function discardCampaign(
  { database }: Services,
  shop: Pick<ShopContext, "id">,
  campaignId: number,
): Promise<Result<null, never>> {
  return database.transaction(async (tx) => {
    const discarded = await tx.query(
      `WITH discarded AS (
         UPDATE campaign SET state = 'discarded'
          WHERE shop_id = $1 AND id = $2 AND state IN ('reading', 'draft') RETURNING upload_id)
       , dropped AS (
         DELETE FROM upload USING discarded
          WHERE upload.shop_id = $1 AND upload.id = discarded.upload_id)
       SELECT 1 FROM discarded`,
      [shop.id, campaignId],
    );
    if (discarded.length > 0) await enqueue(tx, "drop-campaign", { shopId: shop.id, campaignId });
    return success(null);
  });
}
