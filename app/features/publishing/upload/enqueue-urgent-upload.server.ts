import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";

/** Has the pool's codes that somebody holds already uploaded at once when the transaction commits. */
export async function enqueueUrgentUpload(
  tx: Transaction,
  shopId: number,
  poolId: number,
): Promise<void> {
  const key = `upload-urgent-codes:${shopId}:${poolId}`;
  await enqueue(tx, "upload-urgent-codes", { shopId, poolId }, { key, queue: key });
}
