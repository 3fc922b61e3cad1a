import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["alert", "alert_recipient"],
  alsoWrites: {
    pool: "The level at which a pool counts as low is a column of the pool.",
  },
};
