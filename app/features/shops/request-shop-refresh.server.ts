import type { ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";
import { enqueue } from "../../database/enqueue.server";

/** Lets a job read anew what the platform says of the shop; many requests before it runs are one. */
export async function requestShopRefresh(sql: Sql, { id }: Pick<ShopContext, "id">): Promise<void> {
  await enqueue(sql, "refresh-shop", { shopId: id }, { key: `refresh-shop:${id}` });
}
