import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["shop"],
  alsoWrites: {
    session: "Scopes that the merchant changed hold for the tokens that are there.",
  },
};
