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
    code: "Where a code stands in the store is written to its row.",
    pool: "The discount and the supply of a pool are columns of the pool.",
    pool_stock: "Codes of another discount leave the stock with the change of the pool.",
  },
};
