import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: [
    "pool_supply",
    "publish_batch",
    "deletion_backlog",
    "store_check",
    "pool_past_discount",
    "reconciliation",
    "reconciliation_seen",
    "reconciliation_difference",
    "ignored_difference",
  ],
  alsoWrites: {
    code: "The publish status of a code is a column of the code.",
    pool: "The discount and the supply of a pool are columns of the pool.",
    pool_stock: "Changing the discount voids the codes in stock.",
  },
};
