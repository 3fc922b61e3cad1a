import { answerWords } from "../api/answers/answer-words.server";
import { assignmentAnswer } from "../api/answers/assignment-answer";
import { historyAnswer } from "../api/answers/history-answer";
import { apiRoute, endpoint } from "../api/api-route.server";
import {
  assignCodeOperation,
  listAssignmentsOperation,
} from "../api/operations/assignment-operations";
import { readIdCursor, writeCursor } from "../api/requests/cursor";
import { failure, success } from "../core/result";
import { assignCode } from "../features/assignments/assign-code.server";
import { listAssignments } from "../features/assignments/history/list-assignments.server";
import { normaliseRecipient } from "../features/recipients/recipient";

const route = apiRoute(
  endpoint(assignCodeOperation, async ({ services, shop, pool, body, requestKey }) => {
    const { recipient, request_key: ofBody } = body;
    if (requestKey !== undefined && ofBody !== undefined && requestKey !== ofBody) {
      return failure({ kind: "request_keys_differ" });
    }
    const assigned = await assignCode(services, shop, {
      poolId: pool.id,
      recipient,
      requestKey: requestKey ?? ofBody,
      source: "api",
    });
    if (!assigned.ok) return assigned;
    const words = await answerWords(services, shop, pool, [assigned.value]);
    return success(assignmentAnswer(assigned.value, words));
  }),
  endpoint(listAssignmentsOperation, async ({ services, shop, pool, query }) => {
    const { limit } = query;
    // Neither an address nor an id has a blank in it: this one was a plus sign that was not escaped.
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
    // Only searches can be too broad.
    if (!page.ok) return failure({ kind: "internal_error" });
    const words = await answerWords(services, shop, pool, page.value.entries);
    return success({
      assignments: page.value.entries.map((entry) => historyAnswer(entry, words)),
      next_cursor: writeCursor(page.value.after),
    });
  }),
);

export const loader = route.loader;
export const action = route.action;
