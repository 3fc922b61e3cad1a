import type { PoolNotFound } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { type AuditEntry, recordAudit } from "../../audit/record-audit.server";
import { poolColumns } from "../find-pool.server";
import type { Pool } from "../pool";
import { requestGuardWrite } from "../request-guard-write.server";

interface Guarded {
  guarded: boolean;
}

/** SQL: whether the guard has to know `pool`. */
const isGuarded = "(holder_only OR personal_expiration OR checkout_paused)";

/**
 * Shared transaction for changes of a pool's row: locks it, calls `change`, increments the version,
 * records the audit entry and, if its codes are protected at checkout, has the guard follow. `change` returns the audit entry, or null if there was nothing to
 * do. Its failure rolls everything back.
 */
export async function changePool<Failure>(
  { database, clock }: Services,
  shop: ShopContext,
  { poolId, actor }: { poolId: number; actor: Actor },
  change: (
    tx: Transaction,
    pool: Pool,
    now: Date,
  ) => Promise<Result<Omit<AuditEntry, "poolId"> | null, Failure>>,
): Promise<Result<{ version: number }, Failure | PoolNotFound>> {
  return database.transaction(async (tx) => {
    const [pool] = await tx.query<Pool & Guarded>(
      `SELECT ${poolColumns}, ${isGuarded} AS guarded FROM pool
        WHERE shop_id = $1 AND id = $2 AND deleted_at IS NULL FOR UPDATE`,
      [shop.id, poolId],
    );
    if (!pool) return failure({ kind: "pool_not_found" });
    const now = clock.now();
    const done = await change(tx, pool, now);
    if (!done.ok) return done;
    if (!done.value) return success({ version: pool.version });
    const [changed] = await tx.query<Guarded>(
      `UPDATE pool SET version = version + 1, updated_at = $3 WHERE shop_id = $1 AND id = $2
       RETURNING ${isGuarded} AS guarded`,
      [shop.id, poolId, now],
    );
    if (pool.guarded || changed?.guarded) await requestGuardWrite(tx, shop.id);
    await recordAudit(tx, shop, actor, now, { ...done.value, poolId });
    return success({ version: pool.version + 1 });
  });
}
