import { adminLoader, numberParam, orNotFound } from "../admin/admin.server";
import { countUnused } from "../features/codes/import/undo/unused-codes.server";

/** What an undo of an import would remove, and what would stay: for the dialog that asks. */
export const loader = adminLoader(async ({ services, shop, params }) => {
  const poolId = numberParam(params, "poolId");
  const batchId = numberParam(params, "batchId");
  return orNotFound(await countUnused(services, shop, { poolId, batchId }));
});
