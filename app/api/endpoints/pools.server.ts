import { success } from "../../core/result";
import { editPool } from "../../features/pools/changing/edit-pool.server";
import { findPool } from "../../features/pools/find-pool.server";
import { listPools } from "../../features/pools/list-pools.server";
import { endpoint } from "../api-route.server";
import {
  editPoolOperation,
  getPoolOperation,
  listPoolsOperation,
} from "../operations/pool-operations";
import { readTextCursor, writeCursor } from "../requests/cursor";
import { poolResponse } from "../responses/pool-response";

/** Endpoints of pools. */
export const poolEndpoints = [
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
    return success({ pools: page.pools.map(poolResponse), next_cursor: writeCursor(page.after) });
  }),

  endpoint(getPoolOperation, async ({ pool }) => success(poolResponse(pool))),
  endpoint(editPoolOperation, async ({ services, shop, actor, pool, body, version }) => {
    const edited = await editPool(services, shop, {
      poolId: pool.id,
      name: body.name,
      active: body.active,
      checkoutPaused: body.checkout_paused,
      version,
      actor,
    });
    if (!edited.ok) return edited;
    const found = await findPool(services, shop, pool.id);
    return found.ok ? success(poolResponse(found.value)) : found;
  }),
];
