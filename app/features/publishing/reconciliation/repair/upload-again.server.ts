import type { Transaction } from "../../../../database/database.server";
import { changeSupply, enqueueUpload } from "../../../pools/stock/supply-figures.server";
import { enqueueUrgentUpload } from "../../upload/enqueue-urgent-upload.server";
import type { OpenDifference } from "../difference";

/** Marks missing codes of a pool for upload again. The caller holds the pool's lock. */
export async function uploadAgain(
  tx: Transaction,
  shopId: number,
  poolId: number,
  findings: readonly OpenDifference[],
): Promise<void> {
  const rows = await tx.query<{ state: string }>(
    `UPDATE current_code SET publish_status = 'uploading', publish_batch_id = NULL, platform_id = NULL, in_store = NULL
      WHERE shop_id = $1 AND pool_id = $2 AND id = ANY($3::bigint[]) AND publish_status = 'live'
        AND state IN ('available', 'assigned')
     RETURNING state`,
    [shopId, poolId, findings.map(({ codeId }) => codeId)],
  );
  if (rows.length === 0) return;
  await changeSupply(tx, shopId, poolId, { uploading: rows.length, live: -rows.length });
  await enqueueUpload(tx, shopId);
  if (rows.some(({ state }) => state === "assigned")) await enqueueUrgentUpload(tx, shopId, poolId);
}
