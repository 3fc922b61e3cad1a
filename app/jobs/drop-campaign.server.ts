import { dropCampaign } from "../features/campaigns/deletion/drop-campaign.server";
import { job } from "./job.server";

export const dropCampaignJob = job("drop-campaign", (services, { shopId, campaignId }, signal) =>
  dropCampaign(services, { id: shopId }, campaignId, signal),
);
