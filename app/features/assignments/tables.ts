import type { FeatureTables } from "../../core/feature-tables";

const claiming = "A single statement claims codes, assigns them and updates the figures.";

export const tables: FeatureTables = {
  owns: ["assignment", "idempotency_record"],
  alsoWrites: {
    code: claiming,
    pool_stock: claiming,
    pool_day: claiming,
    daily_total: claiming,
    recipient: claiming,
  },
};
