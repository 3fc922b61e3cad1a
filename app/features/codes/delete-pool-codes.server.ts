import type { Transaction } from "../../database/database.server";
import { eachStep } from "../../database/each-step.server";
import type { Services } from "../../services.server";
import { changeStock, lockStock } from "../pools/stock/stock.server";
import { changeSupply, enqueueRemoval } from "../pools/stock/supply-figures.server";
import { hasHistory } from "./import/undo/has-history";
import { keepForRemoval, voidCodes } from "./publishing/code-updates";

/** Codes per transaction: short enough for the worker to stop in between. */
const codesPerStep = 10_000;

/**
 * Deletes the codes of a deleted pool, step by step. Idempotent. Codes that were assigned or
 * redeemed are kept for their history, as voided. Throws when `signal` is aborted; the job resumes
 * later.
 */
export async function deletePoolCodes(
  { database }: Services,
  shop: { id: number },
  poolId: number,
  signal: AbortSignal,
): Promise<void> {
  await eachStep(database, signal, (tx, after) => deleteStep(tx, shop.id, poolId, after));
}

interface StepRow {
  state: "available" | "assigned" | "redeemed" | "expired" | "voided";
  kept: boolean;
  publishStatus: "none" | "uploading" | "live" | "refused" | "removed";
  count: number;
  last: string;
}

async function deleteStep(
  tx: Transaction,
  shopId: number,
  poolId: number,
  after: string,
): Promise<string | null> {
  if (!(await lockStock(tx, shopId, poolId))) return null;
  const rows = await tx.query<StepRow>(
    `WITH step AS (
       SELECT id, state, publish_status, code_key, ${hasHistory} AS kept
         FROM current_code AS code WHERE shop_id = $1 AND pool_id = $2 AND code_key > $3 ORDER BY code_key LIMIT $4
     ), removed AS (
       DELETE FROM code USING step WHERE code.shop_id = $1 AND code.id = step.id AND NOT step.kept
       RETURNING code.publish_status, code.publish_batch_id, code.platform_id, code.code,
                 code.code_key
     ), orphaned AS (${keepForRemoval("removed")}
     ), voided AS (${voidCodes("step")} AND step.kept
          AND code.stored_state IN ('available', 'assigned')
     )
     SELECT state, kept, publish_status AS "publishStatus", count(*) AS count, (SELECT max(code_key) FROM step) AS last
       FROM step GROUP BY state, kept, publish_status`,
    [shopId, poolId, after, codesPerStep],
  );
  if (rows.length === 0) return null;
  for (const { state, kept, publishStatus, count } of rows) {
    if (!kept) {
      await changeStock(tx, shopId, poolId, { [state]: -count });
      if (publishStatus !== "none")
        await changeSupply(tx, shopId, poolId, { [publishStatus]: -count });
    } else if (state === "available" || state === "assigned") {
      await changeStock(tx, shopId, poolId, { [state]: -count, voided: count });
    }
  }
  if (rows.some(({ publishStatus }) => publishStatus !== "none")) await enqueueRemoval(tx, shopId);
  return rows[0]?.last ?? null;
}
