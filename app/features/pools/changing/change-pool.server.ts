import type { PoolNotFound } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { type AuditEntry, recordAudit } from "../../audit/record-audit.server";
import { poolColumns } from "../find-pool.server";
import type { Pool } from "../pool";

/**
 * Shared transaction for changes of a pool's row: locks it, calls `change`, increments the version
 * and records the audit entry. `change` returns the audit entry, or null if there was nothing to
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
    const [pool] = await tx.query<Pool>(
      `SELECT ${poolColumns} FROM pool
        WHERE shop_id = $1 AND id = $2 AND deleted_at IS NULL FOR UPDATE`,
      [shop.id, poolId],
    );
    if (!pool) return failure({ kind: "pool_not_found" });
    const now = clock.now();
    const done = await change(tx, pool, now);
    if (!done.ok) return done;
    if (!done.value) return success({ version: pool.version });
    await tx.query(
      "UPDATE pool SET version = version + 1, updated_at = $3 WHERE shop_id = $1 AND id = $2",
      [shop.id, poolId, now],
    );
    await recordAudit(tx, shop, actor, now, { ...done.value, poolId });
    return success({ version: pool.version + 1 });
  });
}
