import type { FeatureTables } from "../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["session", "webhook_receipt"],
  readable: ["session"],
};
