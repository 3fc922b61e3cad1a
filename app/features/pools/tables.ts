import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["pool", "pool_stock", "pool_day", "daily_total"],
  alsoWrites: {
    code: "A deleted pool takes its codes along, step by step.",
    deletion_backlog: "What a deleted pool had published is removed later.",
    pool_supply: "Its figures change in the transaction of every change of the stock.",
  },
};
