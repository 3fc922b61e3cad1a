import { repairAll } from "../features/publishing/reconciliation/repair-all.server";
import { findShop } from "../features/shops/find-shop.server";
import { job } from "./job.server";

export const repairDriftJob = job(
  "repair-drift",
  async (services, { shopId, actor, ...step }, signal) => {
    const shop = await findShop(services, shopId);
    if (shop) await repairAll(services, shop, { ...step, actor: { name: actor } }, signal);
  },
);
