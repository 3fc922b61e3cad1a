import type { Transaction } from "../../../../database/database.server";
import { uploadLiveAgain } from "../../../codes/publishing/change-publish-status.server";
import { changeSupply, enqueueUpload } from "../../../pools/stock/supply-figures.server";
import { enqueueUrgentUpload } from "../../upload/upload-codes.server";
import type { OpenDifference } from "../difference";

/** Marks missing codes of a pool for upload again. The caller holds the pool's lock. */
export async function uploadAgain(
  tx: Transaction,
  shopId: number,
  poolId: number,
  findings: readonly OpenDifference[],
): Promise<void> {
  const states = await uploadLiveAgain(
    tx,
    shopId,
    poolId,
    findings.map(({ codeId }) => codeId),
  );
  if (states.length === 0) return;
  await changeSupply(tx, shopId, poolId, { uploading: states.length, live: -states.length });
  await enqueueUpload(tx, shopId);
  if (states.includes("assigned")) await enqueueUrgentUpload(tx, shopId, poolId);
}
