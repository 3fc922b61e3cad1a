import { findShop } from "../features/shops/find-shop.server";
import { refreshShop } from "../features/shops/refresh-shop.server";
import { job } from "./job.server";

export const refreshShopJob = job("refresh-shop", async (services, { shopId }) => {
  const shop = await findShop(services, shopId);
  const read = shop && (await refreshShop(services, shop));
  if (read && !read.ok && read.failure.kind !== "platform_denied") {
    throw new Error(read.failure.detail);
  }
});
