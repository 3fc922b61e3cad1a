import type { PoolNotFound } from "../../../core/failures";
import type { ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Services } from "../../../services.server";

/** The pool exists, but the caller has no access to it. */
export type PoolForbidden = { kind: "pool_forbidden"; handle: string };

export interface NamedPool {
  id: number;
  handle: string;
  defaultUseBy: Date | null;
  defaultUseWithinDays: number | null;
}

/** The pools with these handles. Fails if one doesn't exist or isn't in `allowed`. */
export async function readNamedPools(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  handles: ReadonlySet<string>,
  allowed: readonly number[] | null,
): Promise<Result<Map<string, NamedPool>, (PoolNotFound & { handle: string }) | PoolForbidden>> {
  if (handles.size === 0) return success(new Map());
  const rows = await database.query<NamedPool>(
    `SELECT id, handle, default_use_by AS "defaultUseBy",
            default_use_within_days AS "defaultUseWithinDays"
       FROM readable.pool WHERE shop_id = $1 AND handle = ANY($2::text[]) AND deleted_at IS NULL`,
    [shop.id, [...handles]],
  );
  const pools = new Map(rows.map((pool) => [pool.handle, pool]));
  for (const handle of handles) {
    const pool = pools.get(handle);
    if (!pool) return failure({ kind: "pool_not_found", handle });
    if (allowed && !allowed.includes(pool.id)) return failure({ kind: "pool_forbidden", handle });
  }
  return success(pools);
}
