import type { InvalidInput, Outdated, PoolNotFound } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import { uniqueViolation } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { nameKey } from "../pool";
import { changePool } from "./change-pool.server";

export interface PoolRename {
  poolId: number;
  /** Parsed by `poolName`. */
  name: string;
  /** The version the caller saw; any other fails with `outdated`. */
  version: number;
  actor: Actor;
}

/** Renames a pool. Its handle stays, because email templates use it. */
export async function renamePool(
  services: Services,
  shop: ShopContext,
  { poolId, name, version, actor }: PoolRename,
): Promise<Result<{ version: number }, PoolNotFound | InvalidInput | Outdated>> {
  const renaming = changePool<Outdated>(services, shop, { poolId, actor }, async (tx, pool) => {
    if (pool.name === name) return success(null);
    if (pool.version !== version) return failure({ kind: "outdated" });
    await tx.query("UPDATE pool SET name = $3, name_key = $4 WHERE shop_id = $1 AND id = $2", [
      shop.id,
      poolId,
      name,
      nameKey(name),
    ]);
    return success({ action: "pool.renamed", detail: { from: pool.name, to: name } });
  });
  return renaming.catch((error: { code?: string }) => {
    // The unique index catches a concurrent change to the same name.
    if (error.code !== uniqueViolation) throw error;
    return failure({
      kind: "invalid_input",
      field: "name",
      message: `You already have a pool named “${name}”. Choose another name.`,
    });
  });
}
