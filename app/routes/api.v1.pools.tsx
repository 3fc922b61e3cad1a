import { poolAnswer } from "../api/answers/pool-answer";
import { apiRoute, endpoint } from "../api/api-route.server";
import { listPoolsOperation } from "../api/operations/pool-operations";
import { readTextCursor, writeCursor } from "../api/requests/cursor";
import { success } from "../core/result";
import { listPools } from "../features/pools/list-pools.server";

const route = apiRoute(
  endpoint(listPoolsOperation, async ({ services, shop, key, query: { limit, cursor } }) => {
    const after = readTextCursor(cursor);
    if (!after.ok) return after;
    const page = await listPools(services, shop, {
      view: "all",
      search: "",
      ids: key.pools,
      limit,
      ...(after.value === undefined ? {} : { after: after.value }),
    });
    return success({ pools: page.pools.map(poolAnswer), next_cursor: writeCursor(page.after) });
  }),
);

export const loader = route.loader;
export const action = route.action;
