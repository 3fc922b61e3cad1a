import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["customer_codes", "binding_sweep"],
  readable: ["binding_sweep"],
};
