import type { InvalidInput, Outdated, PoolNotFound } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import { uniqueViolation } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { nameKey } from "../pool";
import { changePool } from "./change-pool.server";

export interface PoolEdit {
  poolId: number;
  /** Parsed by `poolName`; undefined: unchanged. */
  name: string | undefined;
  active: boolean | undefined;
  /** The version the caller saw; any other fails with `outdated`. */
  version: number;
  actor: Actor;
}

/** Changes a pool's name, its active status, or both. */
export async function editPool(
  services: Services,
  shop: ShopContext,
  { poolId, version, actor, ...edit }: PoolEdit,
): Promise<Result<{ version: number }, PoolNotFound | InvalidInput | Outdated>> {
  const editing = changePool<InvalidInput | Outdated>(
    services,
    shop,
    { poolId, actor },
    async (tx, pool, now) => {
      if (pool.version !== version) return failure({ kind: "outdated" });
      const name = edit.name ?? pool.name;
      const active = edit.active ?? pool.active;
      if (active && !pool.active && pool.archivedAt) {
        return failure({
          kind: "invalid_input",
          field: "active",
          message: "This pool is archived. Restore it first, then activate it.",
        });
      }
      if (name === pool.name && active === pool.active) return success(null);
      await tx.query(
        "UPDATE pool SET name = $3, name_key = $4, active = $5 WHERE shop_id = $1 AND id = $2",
        [shop.id, poolId, name, nameKey(name), active],
      );
      const switched = {
        action: active ? "pool.activated" : "pool.deactivated",
        detail: { name },
      };
      if (name === pool.name) return success(switched);
      const renamed = { action: "pool.renamed", detail: { from: pool.name, to: name } };
      if (active === pool.active) return success(renamed);
      await recordAudit(tx, shop, actor, now, { ...renamed, poolId });
      return success(switched);
    },
  );
  return editing.catch((error: { code?: string }) => {
    // The unique index catches a concurrent change to the same name.
    if (error.code !== uniqueViolation) throw error;
    return failure({
      kind: "invalid_input",
      field: "name",
      message: `You already have a pool named “${edit.name}”. Choose another name.`,
    });
  });
}
