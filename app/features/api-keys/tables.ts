import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["api_key", "api_key_minute", "api_request"],
};
