import type { z } from "zod";
import type { ShopContext } from "../../core/ids";
import type { AssignedCode } from "../../features/assignments/assignment";
import type { MessageAnswer } from "../../features/campaigns/messages/render-messages.server";
import { readHandles } from "../../features/pools/read-handles.server";
import type { AppServices } from "../../services.server";
import type { renderOperation } from "../operations/render-operation";
import { problems } from "../problems/problems";
import { assignmentResponse } from "./assignment-response";

/** API representation of rendered messages. */
export async function messagesResponse(
  services: AppServices,
  shop: ShopContext,
  answers: readonly MessageAnswer[],
): Promise<z.input<typeof renderOperation.answer>> {
  const messages = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  const pools = answers
    .flatMap((answer) => (answer.ok ? answer.value : answer.failure).assigned)
    .flatMap(({ poolId, requestedPoolId }) => [poolId, requestedPoolId ?? poolId]);
  const handles = await readHandles(services, shop, pools);
  const { codeUrl } = services.platform(shop.domain);
  const assignments = (assigned: readonly AssignedCode[]) =>
    assigned.map((one) => assignmentResponse(one, { handles, codeUrl }));
  return {
    rendered: messages.length,
    refused: answers.length - messages.length,
    results: answers.map((answer) => {
      if (answer.ok) {
        const { texts, assigned } = answer.value;
        return { message: { ...texts, assignments: assignments(assigned) } };
      }
      const { assigned } = answer.failure;
      return {
        refusal: { ...messageRefusal(answer.failure), assignments: assignments(assigned) },
      };
    }),
  };
}

function messageRefusal(refusal: Extract<MessageAnswer, { ok: false }>["failure"]) {
  const { title, advice } = problems[refusal.kind];
  const place =
    "line" in refusal ? { part: refusal.part, line: refusal.line, column: refusal.column } : {};
  return {
    code: refusal.kind,
    title,
    detail: "message" in refusal ? refusal.message : advice,
    ...place,
  };
}
