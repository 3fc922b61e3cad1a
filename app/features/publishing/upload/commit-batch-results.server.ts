import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { changeStock, lockStock } from "../../pools/stock/stock.server";
import {
  changeSupply,
  enqueueRemoval,
  enqueueUpload,
} from "../../pools/stock/supply-figures.server";
import { generateOnDemand } from "../replenishment/generate-on-demand.server";
import { clearSupplyFailure } from "../supply-failure.server";
import type { BatchResult } from "./sort-results.server";

/**
 * Commits the results of a pool's upload batches and the stock figures in one transaction.
 * Idempotent. A rejected code that isn't assigned leaves the stock, and a dynamic pool generates a
 * replacement. For an assigned one, a job assigns its recipient another.
 */
export async function commitBatchResults(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: { id: number },
  poolId: number,
  results: readonly BatchResult[],
): Promise<void> {
  const batchIds = results.map(({ batch }) => batch.batchId);
  const refused = results.flatMap((result) => [...result.refused]);
  const platformIds = results.flatMap((result) => [...result.platformIds]);
  await database.transaction(async (tx) => {
    await lockStock(tx, shop.id, poolId);
    const now = clock.now();
    const refusal = await rejectCodes(tx, shop.id, batchIds, refused);
    const { live, dead } = await setLive(tx, shop.id, batchIds, platformIds);
    await tx.query(
      `UPDATE publish_batch SET finished_at = $3
        WHERE shop_id = $1 AND id = ANY($2::bigint[]) AND finished_at IS NULL`,
      [shop.id, batchIds, now],
    );
    const { available, assigned, others } = refusal;
    const all = available + assigned + others;
    await changeStock(tx, shop.id, poolId, { available: -available, voided: available });
    await changeSupply(tx, shop.id, poolId, { uploading: -live - all, live, refused: all });
    if (live > 0) await clearSupplyFailure(tx, shop.id, [poolId], "uploading");
    if (dead > 0) await enqueueRemoval(tx, shop.id);
    if (available > 0) await replace(tx, shop.id, poolId, available, now);
    if (assigned > 0) await enqueueReissue(tx, shop.id, poolId);
  });
}

interface RejectedCode {
  available: number;
  assigned: number;
  /** Already expired, voided or redeemed. */
  others: number;
}

async function rejectCodes(
  tx: Transaction,
  shopId: number,
  batchIds: number[],
  refused: [key: string, text: string][],
): Promise<RejectedCode> {
  if (refused.length === 0) return { available: 0, assigned: 0, others: 0 };
  const [counts] = await tx.query<RejectedCode & Record<string, number>>(
    `WITH refused AS MATERIALIZED (
       SELECT code.id, code.state, said.text
         FROM unnest($3::text[], $4::text[]) AS said (key, text)
         JOIN current_code AS code ON code.shop_id = $1 AND code.code_key = said.key AND code.publish_status = 'uploading'
          AND code.publish_batch_id = ANY($2::bigint[])
     ), marked AS (
       UPDATE code SET publish_status = 'refused', refusal = refused.text,
              stored_state = (CASE code.stored_state WHEN 'available' THEN 'voided'
                              ELSE code.stored_state::text END)::code_state,
              expires_at = CASE code.stored_state WHEN 'available' THEN NULL ELSE expires_at END
         FROM refused WHERE code.shop_id = $1 AND code.id = refused.id
     )
     SELECT count(*) FILTER (WHERE state = 'available') AS available,
            count(*) FILTER (WHERE state = 'assigned') AS assigned,
            count(*) FILTER (WHERE state NOT IN ('available', 'assigned')) AS others
       FROM refused`,
    [shopId, batchIds, refused.map(([key]) => key), refused.map(([, text]) => text)],
  );
  return counts ?? { available: 0, assigned: 0, others: 0 };
}

/**
 * Marks all other codes of the batches as live. `dead`: live codes that have expired or were
 * voided.
 */
async function setLive(
  tx: Transaction,
  shopId: number,
  batchIds: number[],
  platformIds: [key: string, id: string][],
): Promise<{ live: number; dead: number }> {
  const [counts] = await tx.query<{ live: number; dead: number }>(
    `WITH lit AS (
       UPDATE current_code SET publish_status = 'live', in_store = NULL
        WHERE shop_id = $1 AND publish_batch_id = ANY($2::bigint[]) AND publish_status = 'uploading'
       RETURNING state)
     SELECT count(*) AS live, count(*) FILTER (WHERE state IN ('expired', 'voided')) AS dead FROM lit`,
    [shopId, batchIds],
  );
  if (platformIds.length > 0) {
    await tx.query(
      `UPDATE code SET platform_id = known.id FROM unnest($3::text[], $4::bigint[]) AS known (key, id)
        WHERE code.shop_id = $1 AND code.code_key = known.key AND publish_batch_id = ANY($2::bigint[])`,
      [shopId, batchIds, platformIds.map(([key]) => key), platformIds.map(([, id]) => id)],
    );
  }
  return counts ?? { live: 0, dead: 0 };
}

/**
 * Replaces rejected codes that weren't assigned. If the pool can't generate any, records it for the
 * merchant.
 */
async function replace(
  tx: Transaction,
  shopId: number,
  poolId: number,
  count: number,
  now: Date,
): Promise<void> {
  const made = await generateOnDemand(tx, { shopId, poolId, now }, count);
  if (made && made.count > 0) {
    await changeSupply(tx, shopId, poolId, { replaced: made.count });
    await enqueueUpload(tx, shopId);
    return;
  }
  const detail = { count };
  const app = { name: "app" };
  await recordAudit(tx, { id: shopId }, app, now, { action: "codes.refused", poolId, detail });
}

async function enqueueReissue(tx: Transaction, shopId: number, poolId: number): Promise<void> {
  const key = `reissue-codes:${shopId}:${poolId}`;
  await enqueue(tx, "reissue-codes", { shopId, poolId }, { key, queue: key });
}
