import type { ShopContext } from "../../../core/ids";
import { isOver } from "../../../core/standstill";
import type { Services } from "../../../services.server";
import { findPool } from "../../pools/find-pool.server";
import { lockStock } from "../../pools/stock/stock.server";
import { enqueueRemoval } from "../../pools/stock/supply-figures.server";
import { applyChange } from "./apply-change.server";
import { type CodeChange, codeChangeColumns } from "./code-change";
import { finishCodeChange } from "./finish-code-change.server";

/** Codes per transaction. Assignments from the pool wait for at most one. */
const codesPerStep = 10_000;

/** The reason shown if there is no more specific one. */
export const changeFailed =
  "The change stopped because of a problem on our side. Codes that were already changed stay changed. Try again.";

/**
 * Continues a bulk change of a pool's codes. Resumes after a crash without repeating or skipping
 * codes. Throws when `signal` aborts or on a transient error, and the job retries. A permanent error,
 * or one that lasts too long, fails the change.
 */
export async function changeCodes(
  services: Services,
  shop: Pick<ShopContext, "id">,
  changeId: number,
  signal: AbortSignal,
): Promise<void> {
  let lastProgressAt: Date | null = null;
  try {
    for (;;) {
      signal.throwIfAborted();
      const change = await takeStep(services, shop, changeId);
      if (!change) return;
      lastProgressAt = change.lastProgressAt;
    }
  } catch (error) {
    if (signal.aborted || !isOver(error, lastProgressAt, services.clock.now())) throw error;
    services.log.error({ change: changeId, err: error }, "change of codes ended");
    await finishCodeChange(services, shop, changeId, { state: "failed", reason: changeFailed });
  }
}

/** Changes the next codes. Resolves the change as it was before; undefined if it has ended. */
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
    // Lock order: always the pool first.
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
      `UPDATE code_change SET position = $3, changed = changed + $4, last_progress_at = $5
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

/** The position of the last code of the next batch; undefined if none is left. */
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
