import { poolAnswer } from "../api/answers/pool-answer";
import { apiRoute, endpoint } from "../api/api-route.server";
import { editPoolOperation, getPoolOperation } from "../api/operations/pool-operations";
import { success } from "../core/result";
import { editPool } from "../features/pools/edit-pool.server";
import { findPool } from "../features/pools/find-pool.server";

const route = apiRoute(
  endpoint(getPoolOperation, async ({ pool }) => success(poolAnswer(pool))),
  endpoint(editPoolOperation, async ({ services, shop, actor, pool, body, version }) => {
    const edited = await editPool(services, shop, {
      poolId: pool.id,
      name: body.name,
      active: body.active,
      version,
      actor,
    });
    if (!edited.ok) return edited;
    const found = await findPool(services, shop, pool.id);
    return found.ok ? success(poolAnswer(found.value)) : found;
  }),
);

export const loader = route.loader;
export const action = route.action;
