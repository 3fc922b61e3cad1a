import { runCampaign } from "../features/campaigns/running/run-campaign.server";
import { findShop } from "../features/shops/find-shop.server";
import { job } from "./job.server";

export const runCampaignJob = job(
  "run-campaign",
  async (services, { shopId, campaignId }, signal) => {
    const shop = await findShop(services, shopId);
    if (shop) await runCampaign(services, shop, campaignId, signal);
  },
);
