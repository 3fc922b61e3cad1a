import { findShop } from "../shops/find-shop.server";
import { checkDrift } from "../supply/drift/check-drift.server";
import { job } from "./job.server";

export const checkDriftJob = job("check-drift", async (services, { shopId, checkId }, signal) => {
  const shop = await findShop(services, shopId);
  if (shop) await checkDrift(services, shop, checkId, signal);
});
