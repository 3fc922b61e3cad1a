import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";

/** Enqueues the urgent upload of the pool's assigned codes. Runs after commit. */
export async function enqueueUrgentUpload(
  tx: Transaction,
  shopId: number,
  poolId: number,
): Promise<void> {
  const key = `upload-urgent-codes:${shopId}:${poolId}`;
  await enqueue(tx, "upload-urgent-codes", { shopId, poolId }, { key, queue: key });
}
