import type { FeatureTables } from "../../core/feature-tables";

const claiming = "A claim takes codes, assigns them and counts them in one statement.";

export const tables: FeatureTables = {
  owns: ["assignment", "assignment_request"],
  alsoWrites: {
    code: claiming,
    pool_stock: claiming,
    pool_day: claiming,
    shop_day: claiming,
    recipient: claiming,
  },
};
