import { findBatch } from "../codes/import/find-batch.server";
import { failure, success } from "../core/result";
import { apiRoute, endpoint } from "../http/api/api-route.server";
import { getImportOperation } from "../http/api/code-operations";
import { importAnswer } from "../http/api/import-answer";

const route = apiRoute(
  endpoint(getImportOperation, async ({ services, shop, pool, params: { id } }) => {
    const found = await findBatch(services, shop, { poolId: pool.id, batchId: id });
    return found.ok ? success(importAnswer(found.value)) : failure({ kind: "import_not_found" });
  }),
);

export const loader = route.loader;
export const action = route.action;
