import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { markLive, writePlatformIds } from "../../codes/publishing/change-publish-status.server";
import { markRefused } from "../../codes/publishing/code-updates";
import { changeStock, lockStock } from "../../pools/stock/stock.server";
import { clearSupplyFailure } from "../../pools/stock/supply-failure.server";
import {
  changeSupply,
  enqueueRemoval,
  enqueueUpload,
} from "../../pools/stock/supply-figures.server";
import { generateOnDemand } from "../replenishment/generate-on-demand.server";
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
    const { live, dead } = await markLive(tx, shop.id, batchIds);
    await writePlatformIds(tx, shop.id, batchIds, platformIds);
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
       SELECT code.id, code.state, rejection.text
         FROM unnest($3::text[], $4::text[]) AS rejection (key, text)
         JOIN current_code AS code ON code.shop_id = $1 AND code.code_key = rejection.key AND code.publish_status = 'uploading'
          AND code.publish_batch_id = ANY($2::bigint[])
     ), marked AS (${markRefused("refused")}
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
