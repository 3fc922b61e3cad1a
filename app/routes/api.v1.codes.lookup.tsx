import { lookUpCode } from "../assignments/look-up-code.server";
import { success } from "../core/result";
import { apiRoute, endpoint } from "../http/api/api-route.server";
import { codeAnswer } from "../http/api/code-answer";
import { lookUpCodeOperation } from "../http/api/code-operations";

const route = apiRoute(
  endpoint(lookUpCodeOperation, async ({ services, shop, key, query: { code } }) => {
    const found = await lookUpCode(services, shop, { code, pools: key.pools });
    return found.ok ? success(codeAnswer(found.value)) : found;
  }),
);

export const loader = route.loader;
export const action = route.action;
