import { readOrder } from "../redemptions/orders/read-order.server";
import { findShop } from "../shops/find-shop.server";
import { job } from "./job.server";

export const readOrderJob = job("read-order", async (services, { shopId, orderId }) => {
  const shop = await findShop(services, shopId);
  if (shop) await readOrder(services, shop, orderId);
});
