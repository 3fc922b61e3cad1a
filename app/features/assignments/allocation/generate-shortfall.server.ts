import type { Transaction } from "../../../database/database.server";
import { generateOnDemand } from "../../publishing/replenishment/generate-on-demand.server";
import { enqueueReplenishment } from "../../publishing/replenishment/replenish-pool.server";
import { enqueueUrgentUpload } from "../../publishing/upload/upload-codes.server";
import type { ClaimedCode } from "./claim-order";
import type { LockedPool } from "./read-locked-pool.server";

interface SupplyContext {
  shopId: number;
  poolId: number;
  pool: LockedPool;
  now: Date;
}

/**
 * Generates the codes that a dynamic pool lacks for this number of claims. Resolves the pool with
 * them. Sealed codes are made with their claim instead.
 */
export async function generateShortfall(
  tx: Transaction,
  { shopId, poolId, pool, now }: SupplyContext,
  claims: number,
): Promise<LockedPool> {
  const short = claims - pool.ready;
  if (pool.type !== "dynamic" || pool.sealed || !pool.open || short <= 0) return pool;
  const generated = await generateOnDemand(tx, { shopId, poolId, now }, short);
  if (!generated) return pool;
  const { count, useWithinDays } = generated;
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

/**
 * Enqueues an urgent upload for assigned codes that aren't live yet, and replenishment for low
 * stock.
 */
export async function enqueueSupply(
  tx: Transaction,
  { shopId, poolId, pool }: SupplyContext,
  codes: readonly ClaimedCode[],
): Promise<void> {
  if ((pool.uploading || pool.sealed) && codes.some(({ live }) => live === false))
    await enqueueUrgentUpload(tx, shopId, poolId);
  const { available, bufferFloor } = pool;
  const left = available - codes.length;
  // Only the claim that crosses the reorder point enqueues: that replenishment may take a while.
  const crossed =
    bufferFloor !== null && left < bufferFloor && (available >= bufferFloor || left === 0);
  if (crossed && codes.length > 0) await enqueueReplenishment(tx, shopId, poolId);
}
