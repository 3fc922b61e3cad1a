import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: [
    "recipient",
    "customer_link",
    "customer_merge",
    "customer_change",
    "customer_lookup",
    "erased_identity",
  ],
  readable: ["recipient", "customer_change"],
};
