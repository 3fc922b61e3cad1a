import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { findPool } from "../pools/find-pool.server";
import { listPools } from "../pools/list-pools.server";

/** The pool a guide page is for. */
export interface ChosenPool {
  id: number;
  name: string;
  handle: string;
  active: boolean;
}

/** The pool with that handle, else the shop's first; null if the shop has none. */
export async function chosenPool(
  services: Services,
  shop: ShopContext,
  handle: string | null,
): Promise<ChosenPool | null> {
  const named = await findPool(services, shop, handle ?? "");
  if (named.ok) return asChosen(named.value);
  const page = await listPools(services, shop, { view: "all", search: "", limit: 1 });
  return page.pools[0] ? asChosen(page.pools[0]) : null;
}

function asChosen({ id, name, handle, active }: ChosenPool): ChosenPool {
  return { id, name, handle, active };
}
