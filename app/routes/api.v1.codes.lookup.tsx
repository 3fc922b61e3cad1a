import { codeAnswer } from "../api/answers/code-answer";
import { apiRoute, endpoint } from "../api/api-route.server";
import { lookUpCodeOperation } from "../api/operations/code-operations";
import { success } from "../core/result";
import { lookUpCode } from "../features/assignments/look-up-code.server";

const route = apiRoute(
  endpoint(lookUpCodeOperation, async ({ services, shop, key, query: { code } }) => {
    const found = await lookUpCode(services, shop, { code, pools: key.pools });
    return found.ok ? success(codeAnswer(found.value)) : found;
  }),
);

export const loader = route.loader;
export const action = route.action;
