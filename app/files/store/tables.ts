import type { FeatureTables } from "../../core/feature-tables";

export const tables: FeatureTables = {
  owns: ["file_upload", "file_upload_chunk"],
  readable: ["file_upload"],
};
