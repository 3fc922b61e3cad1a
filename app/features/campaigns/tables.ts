import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["campaign", "campaign_recipient", "campaign_source"],
  alsoWrites: {
    file_upload: "A list goes with its draft, in one transaction.",
  },
};
