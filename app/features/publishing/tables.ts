import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: [
    "publish_batch",
    "store_check",
    "pool_past_discount",
    "reconciliation",
    "reconciliation_seen",
    "reconciliation_difference",
    "ignored_difference",
    "seal_key",
    "seal_format",
  ],
  readable: ["publish_batch"],
};
