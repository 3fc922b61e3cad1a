import type { FeatureTables } from "../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["encryption_key"],
  readable: ["encryption_key"],
};
