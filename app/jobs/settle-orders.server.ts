import { settleOrders } from "../features/redemptions/ledger/settle-orders.server";
import { findShop } from "../features/shops/find-shop.server";
import { job } from "./job.server";

export const settleOrdersJob = job("settle-orders", async (services, { shopId }, signal) => {
  const shop = await findShop(services, shopId);
  if (shop) await settleOrders(services, shop, signal);
});
