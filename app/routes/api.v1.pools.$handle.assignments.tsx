import { assignCode } from "../assignments/assign-code.server";
import { success } from "../core/result";
import { answerWords } from "../http/api/answer-words.server";
import { apiRoute, endpoint } from "../http/api/api-route.server";
import { assignmentAnswer } from "../http/api/assignment-answer";
import { assignCodeOperation } from "../http/api/assignment-operations";

const route = apiRoute(
  endpoint(assignCodeOperation, async ({ services, shop, actor, pool, body, requestKey }) => {
    const assigned = await assignCode(services, shop, {
      poolId: pool.id,
      recipient: body.recipient,
      requestKey: requestKey ?? body.request_key,
      source: "api",
      actor,
    });
    if (!assigned.ok) return assigned;
    const words = await answerWords(services, shop, pool, [assigned.value]);
    return success(assignmentAnswer(assigned.value, words));
  }),
);

export const loader = route.loader;
export const action = route.action;
