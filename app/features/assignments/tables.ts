import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["assignment", "idempotency_record"],
  views: ["imported_assignment"],
  readable: ["assignment"],
};
