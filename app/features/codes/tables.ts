import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["code", "batch", "batch_reject", "code_change"],
  alsoWrites: {
    assignment: "A file can contain codes with their recipients.",
    recipient: "A file can contain codes with their recipients.",
    deletion_backlog: "A job removes what an undone import had published.",
  },
};
