import { adminLoader, numberParam, orNotFound } from "../admin/admin.server";
import { countUnused } from "../features/codes/import/undo/unused-codes.server";

/** What undoing an import would remove and keep, for the confirmation dialog. */
export const loader = adminLoader(async ({ services, shop, params }) => {
  const poolId = numberParam(params, "poolId");
  const batchId = numberParam(params, "batchId");
  return orNotFound(await countUnused(services, shop, { poolId, batchId }));
});
