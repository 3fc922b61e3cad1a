import type { Transaction } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";

/** Change of a pool's publish status: numbers of codes. */
export interface SupplyChange {
  uploading?: number;
  live?: number;
  refused?: number;
  removed?: number;
  replaced?: number;
}

/**
 * Updates the publish figures in the transaction that changes the codes, while it holds the pool's
 * lock. No-op for unlinked pools.
 */
export async function changeSupply(
  tx: Transaction,
  shopId: number,
  poolId: number,
  change: SupplyChange,
): Promise<void> {
  await tx.query(
    `UPDATE pool_supply SET uploading = uploading + $3, live = live + $4, refused = refused + $5,
       removed = removed + $6, replaced = replaced + $7
     WHERE shop_id = $1 AND pool_id = $2`,
    [
      shopId,
      poolId,
      change.uploading ?? 0,
      change.live ?? 0,
      change.refused ?? 0,
      change.removed ?? 0,
      change.replaced ?? 0,
    ],
  );
}

/** Enqueues the removal of the shop's orphaned codes from the platform. Runs after commit. */
export async function enqueueRemoval(tx: Transaction, shopId: number): Promise<void> {
  const key = `remove-codes:${shopId}`;
  await enqueue(tx, "remove-codes", { shopId }, { key, queue: key });
}

/** Enqueues a lookup of a sample of an unlinked pool's codes. Runs after commit. */
export async function enqueueSampleCheck(
  tx: Transaction,
  shopId: number,
  poolId: number,
): Promise<void> {
  const key = `check-sample:${shopId}:${poolId}`;
  await enqueue(tx, "check-sample", { shopId, poolId }, { key, queue: key });
}

/** Enqueues the upload of the shop's pending codes. Runs after commit. */
export async function enqueueUpload(tx: Transaction, shopId: number): Promise<void> {
  const key = `upload-codes:${shopId}`;
  await enqueue(tx, "upload-codes", { shopId }, { key, queue: key });
}
