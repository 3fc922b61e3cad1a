import { tendCampaigns } from "../features/campaigns/tend-campaigns.server";
import { job } from "./job.server";

export const tendCampaignsJob = job("tend-campaigns", (services) => tendCampaigns(services));
