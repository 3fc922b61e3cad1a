import type { CodeNotFound, InvalidInput, PoolNotFound } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { findPool } from "../../pools/find-pool.server";
import { lockStock } from "../../pools/stock/stock.server";
import { findSingleCode } from "../find-single-code.server";
import { applyChange } from "./apply-change.server";
import type { CodeEdit } from "./code-change";
import { editProblem } from "./code-change";

export interface EditedCodes {
  poolId: number;
  /** Up to some hundred. For all codes of a pool, see `startCodeChange`. */
  codeIds: readonly number[];
  edit: CodeEdit;
  actor: Actor;
}

/**
 * Edits the message or dates of the available ones of these codes. Resolves how many changed. Fails if
 * none is available or a date is past.
 */
export async function editCodes(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { poolId, codeIds, edit, actor }: EditedCodes,
): Promise<Result<{ changed: number }, PoolNotFound | CodeNotFound | InvalidInput>> {
  const now = clock.now();
  const problem = editProblem(edit, now);
  if (problem) return failure(problem);
  return database.transaction(async (tx) => {
    if (!(await lockStock(tx, shop.id, poolId))) return failure({ kind: "pool_not_found" });
    const pool = await findPool({ database: tx }, shop, poolId);
    if (!pool.ok) return pool;
    const changed = await applyChange(tx, { shopId: shop.id, poolId }, edit, {
      chosen: "id = ANY($3::bigint[])",
      values: [codeIds],
    });
    if (changed === 0) return failure({ kind: "code_not_found" });
    const single = await findSingleCode(tx, shop, codeIds);
    const detail = { pool: pool.value.name, count: changed, ...single };
    await recordAudit(tx, shop, actor, now, { action: "codes.edited", poolId, detail });
    return success({ changed });
  });
}
