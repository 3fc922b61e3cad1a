import type { InvalidInput, Outdated, PoolNotFound } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import { uniqueViolation } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { type AuditEntry, recordAudit } from "../../audit/record-audit.server";
import { nameKey } from "../pool";
import { changePool } from "./change-pool.server";

export interface PoolEdit {
  poolId: number;
  /** Parsed by `poolName`; undefined: unchanged. */
  name: string | undefined;
  active: boolean | undefined;
  checkoutPaused: boolean | undefined;
  /** The version the caller saw; any other fails with `outdated`. */
  version: number;
  actor: Actor;
}

/** Changes a pool's name, its active status, and whether its codes are paused at checkout. */
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
      const paused = edit.checkoutPaused ?? pool.checkoutPaused;
      const entries: Omit<AuditEntry, "poolId">[] = [];
      if (name !== pool.name)
        entries.push({ action: "pool.renamed", detail: { from: pool.name, to: name } });
      if (active !== pool.active)
        entries.push({ action: active ? "pool.activated" : "pool.deactivated", detail: { name } });
      if (paused !== pool.checkoutPaused)
        entries.push({
          action: paused ? "pool.checkout-paused" : "pool.checkout-resumed",
          detail: { name },
        });
      const last = entries.pop();
      if (!last) return success(null);
      await tx.query(
        `UPDATE pool SET name = $3, name_key = $4, active = $5, checkout_paused = $6
          WHERE shop_id = $1 AND id = $2`,
        [shop.id, poolId, name, nameKey(name), active, paused],
      );
      for (const entry of entries) await recordAudit(tx, shop, actor, now, { ...entry, poolId });
      return success(last);
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
