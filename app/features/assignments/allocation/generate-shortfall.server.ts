import type { Transaction } from "../../../database/database.server";
import { generateOnDemand } from "../../publishing/replenishment/generate-on-demand.server";
import { enqueueReplenishment } from "../../publishing/replenishment/replenish-pool.server";
import { enqueueUrgentUpload } from "../../publishing/upload/enqueue-urgent-upload.server";
import type { ClaimedCode } from "./claim-codes.server";
import type { LockedPool } from "./read-locked-pool.server";

interface SupplyContext {
  shopId: number;
  poolId: number;
  pool: LockedPool;
  now: Date;
}

/** Makes, in a pool that makes its codes, those that the queue is short of for so many claims. */
export async function generateShortfall(
  tx: Transaction,
  { shopId, poolId, pool, now }: SupplyContext,
  claims: number,
): Promise<LockedPool> {
  const short = claims - pool.ready;
  if (pool.type !== "dynamic" || !pool.open || short <= 0) return pool;
  const made = await generateOnDemand(tx, { shopId, poolId, now }, short);
  if (!made) return pool;
  const { count, useWithinDays } = made;
  return {
    ...pool,
    available: pool.available + count,
    ready: pool.ready + count,
    uploading: true,
    withinDays: [
      ...new Set([...pool.withinDays, ...(useWithinDays === null ? [] : [useWithinDays])]),
    ],
  };
}

/** Has codes that the shop does not know yet uploaded before others, and a low buffer replenished. */
export async function enqueueSupply(
  tx: Transaction,
  { shopId, poolId, pool }: SupplyContext,
  codes: readonly ClaimedCode[],
): Promise<void> {
  if (pool.uploading && codes.some(({ live }) => live === false))
    await enqueueUrgentUpload(tx, shopId, poolId);
  const { available, bufferFloor } = pool;
  const left = available - codes.length;
  // Only the claim that falls under the floor asks: the replenishment that it asked for may take a while.
  const fell =
    bufferFloor !== null && left < bufferFloor && (available >= bufferFloor || left === 0);
  if (fell && codes.length > 0) await enqueueReplenishment(tx, shopId, poolId);
}
