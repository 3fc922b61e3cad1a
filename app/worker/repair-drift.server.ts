import { findShop } from "../shops/find-shop.server";
import { repairAll } from "../supply/drift/repair-all.server";
import { job } from "./job.server";

export const repairDriftJob = job(
  "repair-drift",
  async (services, { shopId, actor, ...step }, signal) => {
    const shop = await findShop(services, shopId);
    if (shop) await repairAll(services, shop, { ...step, actor: { name: actor } }, signal);
  },
);
