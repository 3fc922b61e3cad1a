import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["shop"],
  readable: ["shop"],
};
