import { numberParam, orNotFound } from "../admin/admin.server";
import { downloadLoader } from "../admin/download-link.server";
import { exportRejects } from "../features/codes/import/export-rejects.server";
import { findBatch } from "../features/codes/import/find-batch.server";

/** Downloads the rows of a file that weren't imported. Signed links only. */
export const loader = downloadLoader(async ({ services, shop, params, sendFile }) => {
  const poolId = numberParam(params, "poolId");
  const batchId = numberParam(params, "batchId");
  orNotFound(await findBatch(services, shop, { poolId, batchId }));
  return sendFile(exportRejects(services, shop, batchId), {
    name: `import-${batchId}-report.csv`,
    type: "text/csv; charset=utf-8",
  });
});
