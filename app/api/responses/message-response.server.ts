import type { z } from "zod";
import type { ShopContext } from "../../core/ids";
import type { AssignedCode } from "../../features/assignments/assignment";
import type { MessageResult } from "../../features/campaigns/messages/render-messages.server";
import { readHandles } from "../../features/pools/read-handles.server";
import type { AppServices } from "../../services.server";
import type { renderOperation } from "../operations/render-operation";
import { problems } from "../problems/problems";
import { assignmentResponse } from "./assignment-response";

/** API representation of rendered messages. */
export async function messagesResponse(
  services: AppServices,
  shop: ShopContext,
  results: readonly MessageResult[],
): Promise<z.input<typeof renderOperation.response>> {
  const messages = results.flatMap((result) => (result.ok ? [result.value] : []));
  const pools = results
    .flatMap((result) => (result.ok ? result.value : result.failure).assigned)
    .flatMap(({ poolId, requestedPoolId }) => [poolId, requestedPoolId ?? poolId]);
  const handles = await readHandles(services, shop, pools);
  const { codeUrl } = services.platform(shop.domain);
  const assignments = (assigned: readonly AssignedCode[]) =>
    assigned.map((assignment) => assignmentResponse(assignment, { handles, codeUrl }));
  return {
    rendered: messages.length,
    refused: results.length - messages.length,
    results: results.map((result) => {
      if (result.ok) {
        const { texts, assigned } = result.value;
        return { message: { ...texts, assignments: assignments(assigned) } };
      }
      const { assigned } = result.failure;
      return {
        refusal: { ...messageRefusal(result.failure), assignments: assignments(assigned) },
      };
    }),
  };
}

function messageRefusal(refusal: Extract<MessageResult, { ok: false }>["failure"]) {
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
