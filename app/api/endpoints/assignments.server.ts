import { busy } from "../../core/failures";
import { failure, success } from "../../core/result";
import { assignCode } from "../../features/assignments/assign-code.server";
import { assignCodes } from "../../features/assignments/assign-codes.server";
import { listAssignments } from "../../features/assignments/history/list-assignments.server";
import { releaseAssignments } from "../../features/assignments/release/release-assignments.server";
import { normaliseRecipient } from "../../features/recipients/recipient";
import { endpoint } from "../api-route.server";
import {
  assignCodeOperation,
  assignCodesOperation,
  listAssignmentsOperation,
  releaseAssignmentOperation,
} from "../operations/assignment-operations";
import { readIdCursor, writeCursor } from "../requests/cursor";
import { itemIdempotencyKeys } from "../requests/item-idempotency-keys.server";
import { assignmentResponse, rejectionResponse } from "../responses/assignment-response";
import { historyResponse } from "../responses/history-response";
import { responseContext } from "../responses/response-context.server";

/** Endpoints of assignments. */
export const assignmentEndpoints = [
  endpoint(assignCodeOperation, async ({ services, shop, pool, body, idempotencyKey }) => {
    const { recipient, request_key: ofBody } = body;
    if (idempotencyKey !== undefined && ofBody !== undefined && idempotencyKey !== ofBody) {
      return failure({ kind: "request_keys_differ" });
    }
    const assigned = await assignCode(services, shop, {
      poolId: pool.id,
      recipient,
      idempotencyKey: idempotencyKey ?? ofBody,
      source: "api",
    });
    if (!assigned.ok) return assigned;
    const words = await responseContext(services, shop, pool, [assigned.value]);
    return success(assignmentResponse(assigned.value, words));
  }),
  endpoint(listAssignmentsOperation, async ({ services, shop, pool, query }) => {
    const { limit } = query;
    // Neither addresses nor IDs contain spaces: this was an unescaped plus sign.
    const recipient = query.recipient?.trim().replaceAll(" ", "+");
    if (recipient !== undefined && !normaliseRecipient(recipient).ok) {
      return failure({ kind: "recipient_invalid" });
    }
    const after = readIdCursor(query.cursor);
    if (!after.ok) return after;
    const page = await listAssignments(services, shop, {
      poolId: pool.id,
      search: "",
      recipient,
      withFallbacks: true,
      limit,
      ...(after.value === undefined ? {} : { after: after.value }),
    });
    // Only searches by code can be too broad.
    if (!page.ok) return failure({ kind: "internal_error" });
    const words = await responseContext(services, shop, pool, page.value.entries);
    return success({
      assignments: page.value.entries.map((entry) => historyResponse(entry, words)),
      next_cursor: writeCursor(page.value.after),
    });
  }),

  endpoint(assignCodesOperation, async (request) => {
    const { services, shop, actor, pool, body } = request;
    const keys = await itemIdempotencyKeys(request, [assignCodesOperation.id, pool.id, body]);
    if (!keys.ok) return keys;
    const recipients = body.recipients.map(({ recipient, request_key: own }, index) => {
      const idempotencyKey = own ?? keys.value(index);
      return { recipient, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) };
    });
    const assigning = { pool: pool.id, recipients, source: "api", actor };
    const outcome = await assignCodes(services, shop, assigning);
    if (!outcome.ok) return outcome;
    const isBusy = outcome.value.every((result) => !result.ok && result.failure.kind === "busy");
    if (isBusy) return failure(busy);
    const assigned = outcome.value.flatMap((result) => (result.ok ? [result.value] : []));
    const words = await responseContext(services, shop, pool, assigned);
    return success({
      assigned: assigned.length,
      refused: outcome.value.length - assigned.length,
      results: outcome.value.map((result) =>
        result.ok
          ? { assignment: assignmentResponse(result.value, words) }
          : { refusal: rejectionResponse(result.failure) },
      ),
    });
  }),

  endpoint(releaseAssignmentOperation, async ({ services, shop, actor, pool, params: { id } }) => {
    const releasing = { poolId: pool.id, assignmentIds: [id], actor };
    const [released] = await releaseAssignments(services, shop, releasing);
    if (!released) return failure({ kind: "assignment_not_found" });
    return released.ok ? success({ id, code: released.value.code }) : released;
  }),
];
