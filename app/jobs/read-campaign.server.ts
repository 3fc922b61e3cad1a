import { readRecipients } from "../features/campaigns/drafting/read-recipients.server";
import { findShop } from "../features/shops/find-shop.server";
import { job } from "./job.server";

export const readCampaignJob = job(
  "read-campaign",
  async (services, { shopId, campaignId }, signal) => {
    const shop = await findShop(services, shopId);
    if (shop) await readRecipients(services, shop, campaignId, signal);
  },
);
