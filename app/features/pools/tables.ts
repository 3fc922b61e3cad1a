import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["pool", "pool_stock", "pool_day", "daily_total"],
  alsoWrites: {
    code: "Deleting a pool deletes its codes.",
    deletion_backlog: "Published codes of a deleted pool are removed from the store later.",
    pool_supply: "Its figures change with the stock, in one transaction.",
  },
};
