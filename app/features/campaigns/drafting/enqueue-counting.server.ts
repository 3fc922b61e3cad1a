import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";

export async function enqueueCounting(
  tx: Sql,
  shop: Pick<ShopContext, "id">,
  campaignId: number,
): Promise<void> {
  const key = `count-campaign-recipients:${shop.id}:${campaignId}`;
  await enqueue(tx, "count-campaign-recipients", { shopId: shop.id, campaignId }, { key });
}
