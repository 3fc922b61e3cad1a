import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { findPool } from "../pools/find-pool.server";

/** Prefills the form for a key that can assign codes of one pool. */
export interface PrefilledKey {
  name: string;
  pool: { id: number; name: string };
}

/** Parses `?create=assign&pool=<handle>&name=<name>`; null if absent or invalid. */
export async function prefilledKey(
  services: Services,
  shop: ShopContext,
  searchParams: URLSearchParams,
): Promise<PrefilledKey | null> {
  if (searchParams.get("create") !== "assign") return null;
  const pool = await findPool(services, shop, searchParams.get("pool") ?? "");
  if (!pool.ok) return null;
  const { id, name } = pool.value;
  return { name: (searchParams.get("name") ?? "").slice(0, 60), pool: { id, name } };
}
