import type { ShopContext } from "../../core/ids";
import type { AssignedCode } from "../../features/assignments/assignment";
import { readHandles } from "../../features/pools/read-handles.server";
import type { AppServices } from "../../services.server";
import type { ResponseContext } from "./assignment-response";

/** Reads what responses about assignments of a pool and its fallbacks need. */
export async function responseContext(
  services: AppServices,
  shop: ShopContext,
  pool: { id: number; handle: string },
  assigned: readonly Pick<AssignedCode, "poolId" | "requestedPoolId">[],
): Promise<ResponseContext> {
  const others = assigned
    .flatMap(({ poolId, requestedPoolId }) => [poolId, requestedPoolId ?? pool.id])
    .filter((id) => id !== pool.id);
  const handles = await readHandles(services, shop, others);
  const { codeUrl } = services.platform(shop.domain);
  return { handles: handles.set(pool.id, pool.handle), codeUrl };
}
