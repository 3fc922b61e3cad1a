import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["guard", "customer_codes", "binding_sweep"],
  readable: ["binding_sweep"],
};
