import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["audit_entry"],
  readable: ["audit_entry"],
};
