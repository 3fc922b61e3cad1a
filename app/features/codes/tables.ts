import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["code", "batch", "batch_reject", "code_change"],
  alsoWrites: {
    assignment: "A file may bring codes that already belong to somebody.",
    recipient: "A file may bring codes that already belong to somebody.",
    deletion_backlog: "What an undone import had published is removed later.",
  },
};
