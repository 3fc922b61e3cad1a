import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["campaign", "campaign_member", "campaign_source"],
  alsoWrites: {
    upload: "A list goes with its draft, in one transaction.",
  },
};
