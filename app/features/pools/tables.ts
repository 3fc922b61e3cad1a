import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["pool", "pool_stock", "pool_supply", "pool_day", "daily_total"],
  readable: ["pool", "pool_stock", "pool_supply", "pool_day"],
};
