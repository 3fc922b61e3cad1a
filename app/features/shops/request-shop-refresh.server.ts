import type { ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";
import { enqueue } from "../../database/enqueue.server";

/** Enqueues a refresh of the shop's data. Pending requests for a shop are merged. */
export async function requestShopRefresh(sql: Sql, { id }: Pick<ShopContext, "id">): Promise<void> {
  await enqueue(sql, "refresh-shop", { shopId: id }, { key: `refresh-shop:${id}` });
}
