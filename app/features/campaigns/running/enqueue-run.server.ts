import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";

export async function enqueueRun(
  tx: Sql,
  shop: Pick<ShopContext, "id">,
  campaignId: number,
): Promise<void> {
  const key = `run-campaign:${shop.id}:${campaignId}`;
  await enqueue(tx, "run-campaign", { shopId: shop.id, campaignId }, { key });
}
