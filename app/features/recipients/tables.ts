import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["recipient", "customer_link", "customer_merge", "erased_identity"],
  readable: ["recipient"],
};
