import { checkDrift } from "../features/publishing/reconciliation/check-drift.server";
import { findShop } from "../features/shops/find-shop.server";
import { job } from "./job.server";

export const checkDriftJob = job("check-drift", async (services, { shopId, checkId }, signal) => {
  const shop = await findShop(services, shopId);
  if (shop) await checkDrift(services, shop, checkId, signal);
});
