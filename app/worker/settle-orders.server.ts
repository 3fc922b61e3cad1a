import { settleOrders } from "../redemptions/ledger/settle-orders.server";
import { findShop } from "../shops/find-shop.server";
import { job } from "./job.server";

export const settleOrdersJob = job("settle-orders", async (services, { shopId }, signal) => {
  const shop = await findShop(services, shopId);
  if (shop) await settleOrders(services, shop, signal);
});
