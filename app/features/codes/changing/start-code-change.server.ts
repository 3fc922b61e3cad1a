import type { InvalidInput, PoolNotFound } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Sql } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";
import { findPool } from "../../pools/find-pool.server";
import { codeKey } from "../code-text";
import type { CodeEdit } from "./code-change";
import { editProblem } from "./code-change";

/** Another change of the pool's codes is running. */
export type ChangeRunning = { kind: "code_change_running" };

export interface NewCodeChange {
  poolId: number;
  /** Change codes that begin with this; empty: every available code of the pool. */
  search: string;
  /** Null: void them. */
  edit: CodeEdit | null;
  actor: Actor;
}

/**
 * Starts a change of a pool's available codes, or of those that begin with `search`; a job applies it
 * in batches. Codes added later aren't changed. Fails if a change is already running.
 */
export async function startCodeChange(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { poolId, search, edit, actor }: NewCodeChange,
): Promise<Result<{ changeId: number }, PoolNotFound | ChangeRunning | InvalidInput>> {
  const now = clock.now();
  const problem = edit && editProblem(edit, now);
  if (problem) return failure(problem);
  return database.transaction(async (tx) => {
    const pool = await findPool({ database: tx }, shop, poolId);
    if (!pool.ok) return pool;
    const [change] = await tx.query<{ id: number }>(
      `INSERT INTO code_change (shop_id, pool_id, state, edit, search, through, created_by,
                                created_at, last_progress_at)
       SELECT $1, $2, 'running', $3, $4,
              coalesce((SELECT position FROM code WHERE shop_id = $1 AND pool_id = $2
                           AND stored_state = 'available' ORDER BY position DESC LIMIT 1), 0), $5, $6, $6
       ON CONFLICT (shop_id, pool_id) WHERE state = 'running' DO NOTHING
       RETURNING id`,
      [shop.id, poolId, edit && JSON.stringify(edit), codeKey(search), actor.name, now],
    );
    if (!change) return failure({ kind: "code_change_running" });
    await enqueueCodeChange(tx, shop, change.id);
    return success({ changeId: change.id });
  });
}

export async function enqueueCodeChange(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  changeId: number,
): Promise<void> {
  const key = `change-codes:${shop.id}:${changeId}`;
  await enqueue(sql, "change-codes", { shopId: shop.id, changeId }, { key });
}
