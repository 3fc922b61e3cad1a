import type { FeatureTables } from "../../core/feature-tables";

const claiming = "A claim takes codes, assigns them and counts them in one statement.";

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
