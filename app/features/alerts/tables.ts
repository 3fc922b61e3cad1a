import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["alert", "alert_recipient"],
};
