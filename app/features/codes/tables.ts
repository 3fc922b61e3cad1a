import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["code", "batch", "batch_reject", "code_change", "deletion_backlog"],
  views: ["current_code"],
  readable: ["code", "batch", "deletion_backlog"],
};
