import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";

/** Lets a job read the list of a campaign. */
export async function enqueueCounting(
  tx: Sql,
  shop: Pick<ShopContext, "id">,
  campaignId: number,
): Promise<void> {
  const key = `read-campaign:${shop.id}:${campaignId}`;
  await enqueue(tx, "read-campaign", { shopId: shop.id, campaignId }, { key });
}
