import type { Transaction } from "../../../database/database.server";
import { nextPositions } from "../../pools/stock/stock.server";
import { codeKey } from "../code-text";
import type { CodeOnPlatform } from "./orphaned-codes.server";

export interface LiveCodes {
  poolId: number;
  /** Tells the discount that they are under. */
  batchId: number;
  codes: readonly CodeOnPlatform[];
  now: Date;
}

/**
 * Adds codes that the platform has and the shop doesn't to a pool, as available and live. The caller
 * holds the pool's lock. `firstPosition`: the lowest one in the queue.
 */
export async function insertLiveCodes(
  tx: Transaction,
  shopId: number,
  { poolId, batchId, codes, now }: LiveCodes,
): Promise<{ count: number; firstPosition: number }> {
  const firstPosition = await nextPositions(tx);
  const made = await tx.query(
    `INSERT INTO code (shop_id, pool_id, position, stored_state, created_at, publish_status, publish_batch_id, platform_id, code, code_key)
     SELECT $1, $2, $3::bigint + place - 1, 'available', $4, 'live', $5, number, code, key
       FROM unnest($6::bigint[], $7::text[], $8::text[]) WITH ORDINALITY AS fresh (number, code, key, place)
      ORDER BY key
     ON CONFLICT (shop_id, code_key) DO NOTHING RETURNING 1`,
    [
      shopId,
      poolId,
      firstPosition,
      now,
      batchId,
      codes.map(({ platformId }) => platformId),
      codes.map(({ code }) => code),
      codes.map(({ code }) => codeKey(code)),
    ],
  );
  return { count: made.length, firstPosition };
}
