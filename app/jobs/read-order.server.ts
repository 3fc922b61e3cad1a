import { readOrder } from "../features/redemptions/orders/read-order.server";
import { findShop } from "../features/shops/find-shop.server";
import { job } from "./job.server";

export const readOrderJob = job("read-order", async (services, { shopId, orderId }) => {
  const shop = await findShop(services, shopId);
  if (shop) await readOrder(services, shop, orderId);
});
