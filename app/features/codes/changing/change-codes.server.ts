import type { ShopContext } from "../../../core/ids";
import { isOver } from "../../../core/standstill";
import type { Services } from "../../../services.server";
import { findPool } from "../../pools/find-pool.server";
import { lockStock } from "../../pools/stock/stock.server";
import { enqueueRemoval } from "../../pools/stock/supply-figures.server";
import { applyChange } from "./apply-change.server";
import { type CodeChange, codeChangeColumns } from "./code-change";
import { finishCodeChange } from "./finish-code-change.server";

/** Codes per transaction: assignments of the pool wait for one step at most. */
const codesPerStep = 10_000;

/** Why a change ended, where nothing better is known. */
export const changeFailed =
  "The change stopped because of a problem on our side. Codes that were already changed stay changed. Try again.";

/**
 * Makes a change to codes of a pool, from where it is. Run again after a crash it ends as if there had
 * been none. Throws when `signal` is aborted, or when the machine fails, and the job goes on later; what
 * cannot get better, or did not for too long, ends the change.
 */
export async function changeCodes(
  services: Services,
  shop: Pick<ShopContext, "id">,
  changeId: number,
  signal: AbortSignal,
): Promise<void> {
  let movedAt: Date | null = null;
  try {
    for (;;) {
      signal.throwIfAborted();
      const change = await takeStep(services, shop, changeId);
      if (!change) return;
      movedAt = change.movedAt;
    }
  } catch (error) {
    if (signal.aborted || !isOver(error, movedAt, services.clock.now())) throw error;
    services.log.error({ change: changeId, err: error }, "change of codes ended");
    await finishCodeChange(services, shop, changeId, { state: "failed", reason: changeFailed });
  }
}

/** Changes the next codes. Resolves the change as it was before; undefined: it is over. */
async function takeStep(
  services: Services,
  shop: Pick<ShopContext, "id">,
  changeId: number,
): Promise<CodeChange | undefined> {
  const { database, clock } = services;
  const [found] = await database.query<CodeChange>(
    `SELECT ${codeChangeColumns} FROM code_change
      WHERE shop_id = $1 AND id = $2 AND state = 'running'`,
    [shop.id, changeId],
  );
  if (!found) return undefined;
  const through = await database.transaction(async (tx) => {
    const { poolId } = found;
    // As everywhere: the pool's queue first.
    await lockStock(tx, shop.id, poolId);
    const [change] = await tx.query<CodeChange>(
      `SELECT ${codeChangeColumns} FROM code_change
        WHERE shop_id = $1 AND id = $2 AND state = 'running' AND position = $3 FOR UPDATE`,
      [shop.id, changeId, found.position],
    );
    if (!change) return "moved" as const;
    const pool = await findPool({ database: tx }, shop, poolId);
    if (!pool.ok) return "pool_gone" as const;
    const last = await lastOfStep(tx, shop, change);
    if (last === undefined) return "done" as const;
    const changed = await applyChange(tx, { shopId: shop.id, poolId }, change.edit, {
      chosen: `position > $3 AND position <= $4
        AND ($5 = '' OR (code_key >= $5 AND code_key < $5 || U&'\\+10FFFF'))`,
      values: [change.position, last, change.search],
    });
    if (!change.edit && pool.value.discountId !== null) await enqueueRemoval(tx, shop.id);
    await tx.query(
      `UPDATE code_change SET position = $3, changed = changed + $4, moved_at = $5
        WHERE shop_id = $1 AND id = $2`,
      [shop.id, changeId, last, changed, clock.now()],
    );
    return "more" as const;
  });
  if (through === "done") await finishCodeChange(services, shop, changeId, { state: "done" });
  if (through === "pool_gone") {
    const reason = "The pool was deleted.";
    await finishCodeChange(services, shop, changeId, { state: "failed", reason });
  }
  return found;
}

/** The position of the last code of the next step; undefined: none is left. */
async function lastOfStep(
  tx: Pick<Services["database"], "query">,
  shop: Pick<ShopContext, "id">,
  { poolId, position, through }: CodeChange,
): Promise<number | undefined> {
  const [last] = await tx.query<{ position: number | null }>(
    `SELECT max(position) AS position FROM (
       SELECT position FROM code
        WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'available' AND position > $3
          AND position <= $4
        ORDER BY position LIMIT $5) AS step`,
    [shop.id, poolId, position, through, codesPerStep],
  );
  return last?.position ?? undefined;
}
