import type { CodeNotFound, PoolNotFound } from "../../core/failures";
import type { Actor, ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import type { Services } from "../../services.server";
import { recordAudit } from "../audit/record-audit.server";
import { findPool } from "../pools/find-pool.server";
import { lockStock } from "../pools/stock/stock.server";
import { enqueueRemoval } from "../pools/stock/supply-figures.server";
import { applyChange } from "./changing/apply-change.server";
import { findSingleCode } from "./find-single-code.server";

/**
 * Voids the available ones of these codes, permanently. Resolves how many; fails if none is
 * available.
 */
export async function voidCodes(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: ShopContext,
  { poolId, codeIds, actor }: { poolId: number; codeIds: readonly number[]; actor: Actor },
): Promise<Result<{ voided: number }, PoolNotFound | CodeNotFound>> {
  return database.transaction(async (tx) => {
    if (!(await lockStock(tx, shop.id, poolId))) return failure({ kind: "pool_not_found" });
    const pool = await findPool({ database: tx }, shop, poolId);
    if (!pool.ok) return pool;
    const chosen = { chosen: "id = ANY($3::bigint[])", values: [codeIds] };
    const voided = await applyChange(tx, { shopId: shop.id, poolId }, null, chosen);
    if (voided === 0) return failure({ kind: "code_not_found" });
    if (pool.value.discountId !== null) await enqueueRemoval(tx, shop.id);
    await recordAudit(tx, shop, actor, clock.now(), {
      action: "codes.voided",
      poolId,
      detail: {
        pool: pool.value.name,
        count: voided,
        ...(await findSingleCode(tx, shop, codeIds)),
      },
    });
    return success({ voided });
  });
}
