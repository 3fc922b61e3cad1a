import { apiRoute, endpoint } from "../api/api-route.server";
import { releaseAssignmentOperation } from "../api/operations/assignment-operations";
import { failure, success } from "../core/result";
import { releaseAssignments } from "../features/assignments/release-assignments.server";

const route = apiRoute(
  endpoint(releaseAssignmentOperation, async ({ services, shop, actor, pool, params: { id } }) => {
    const releasing = { poolId: pool.id, assignmentIds: [id], actor };
    const [released] = await releaseAssignments(services, shop, releasing);
    if (!released) return failure({ kind: "assignment_not_found" });
    return released.ok ? success({ id, code: released.value.code }) : released;
  }),
);

export const loader = route.loader;
export const action = route.action;
