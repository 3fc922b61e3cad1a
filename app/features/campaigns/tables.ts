import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["campaign", "campaign_recipient", "campaign_source"],
  readable: ["campaign", "campaign_recipient"],
};
