import { answerWords } from "../api/answers/answer-words.server";
import { assignmentAnswer, refusalAnswer } from "../api/answers/assignment-answer";
import { apiRoute, endpoint } from "../api/api-route.server";
import { assignCodesOperation } from "../api/operations/assignment-operations";
import { partKeys } from "../api/requests/part-keys.server";
import { busy } from "../core/failures";
import { failure, success } from "../core/result";
import { assignCodes } from "../features/assignments/assign-codes.server";

const route = apiRoute(
  endpoint(assignCodesOperation, async (request) => {
    const { services, shop, actor, pool, body } = request;
    const keys = await partKeys(request, [assignCodesOperation.id, pool.id, body]);
    if (!keys.ok) return keys;
    const recipients = body.recipients.map(({ recipient, request_key: own }, index) => {
      const requestKey = own ?? keys.value(index);
      return { recipient, ...(requestKey === undefined ? {} : { requestKey }) };
    });
    const assigning = { pool: pool.id, recipients, source: "api", actor };
    const answered = await assignCodes(services, shop, assigning);
    if (!answered.ok) return answered;
    const isBusy = answered.value.every((answer) => !answer.ok && answer.failure.kind === "busy");
    if (isBusy) return failure(busy);
    const assigned = answered.value.flatMap((answer) => (answer.ok ? [answer.value] : []));
    const words = await answerWords(services, shop, pool, assigned);
    return success({
      assigned: assigned.length,
      refused: answered.value.length - assigned.length,
      results: answered.value.map((answer) =>
        answer.ok
          ? { assignment: assignmentAnswer(answer.value, words) }
          : { refusal: refusalAnswer(answer.failure) },
      ),
    });
  }),
);

export const loader = route.loader;
export const action = route.action;
