import { assignCodes } from "../assignments/assign-codes.server";
import { busy } from "../core/failures";
import { failure, success } from "../core/result";
import { answerWords } from "../http/api/answer-words.server";
import { apiRoute, endpoint } from "../http/api/api-route.server";
import { assignmentAnswer, refusalAnswer } from "../http/api/assignment-answer";
import { assignCodesOperation } from "../http/api/assignment-operations";
import { partKeys } from "../http/api/part-keys.server";

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
