import { reconcileOrders } from "../redemptions/reconciliation/reconcile-orders.server";
import { findShop } from "../shops/find-shop.server";
import { job } from "./job.server";

export const reconcileOrdersJob = job("reconcile-orders", async (services, { shopId }, signal) => {
  const shop = await findShop(services, shopId);
  if (shop) await reconcileOrders(services, shop, signal);
});
