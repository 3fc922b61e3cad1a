import { runAudience } from "../campaigns/run-audience.server";
import { findShop } from "../shops/find-shop.server";
import { job } from "./job.server";

export const assignAudienceJob = job(
  "assign-audience",
  async (services, { shopId, audienceId }, signal) => {
    const shop = await findShop(services, shopId);
    if (shop) await runAudience(services, shop, audienceId, signal);
  },
);
