import { importAnswer } from "../api/answers/import-answer";
import { apiRoute, endpoint } from "../api/api-route.server";
import { getImportOperation } from "../api/operations/code-operations";
import { failure, success } from "../core/result";
import { findBatch } from "../features/codes/import/find-batch.server";

const route = apiRoute(
  endpoint(getImportOperation, async ({ services, shop, pool, params: { id } }) => {
    const found = await findBatch(services, shop, { poolId: pool.id, batchId: id });
    return found.ok ? success(importAnswer(found.value)) : failure({ kind: "import_not_found" });
  }),
);

export const loader = route.loader;
export const action = route.action;
