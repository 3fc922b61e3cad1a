import { success } from "../core/result";
import { apiRoute, endpoint } from "../http/api/api-route.server";
import { readTextCursor, writeCursor } from "../http/api/cursor";
import { poolAnswer } from "../http/api/pool-answer";
import { listPoolsOperation } from "../http/api/pool-operations";
import { listPools } from "../pools/list-pools.server";

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
