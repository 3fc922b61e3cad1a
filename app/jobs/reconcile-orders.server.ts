import { reconcileOrders } from "../features/redemptions/reconciliation/reconcile-orders.server";
import { findShop } from "../features/shops/find-shop.server";
import { job } from "./job.server";

export const reconcileOrdersJob = job("reconcile-orders", async (services, { shopId }, signal) => {
  const shop = await findShop(services, shopId);
  if (shop) await reconcileOrders(services, shop, signal);
});
