import type { Transaction } from "../../../database/database.server";

/**
 * Marks the codes of batches that still upload as live. `dead`: those that have expired or were voided
 * meanwhile. The caller holds their pool's lock.
 */
export async function markLive(
  tx: Transaction,
  shopId: number,
  batchIds: readonly number[],
): Promise<{ live: number; dead: number }> {
  const [counts] = await tx.query<{ live: number; dead: number }>(
    `WITH published AS (
       UPDATE current_code SET publish_status = 'live', in_store = NULL
        WHERE shop_id = $1 AND publish_batch_id = ANY($2::bigint[]) AND publish_status = 'uploading'
       RETURNING state)
     SELECT count(*) AS live, count(*) FILTER (WHERE state IN ('expired', 'voided')) AS dead FROM published`,
    [shopId, batchIds],
  );
  return counts ?? { live: 0, dead: 0 };
}

/** Stores the platform's ids of codes of batches, by the codes' keys. */
export async function writePlatformIds(
  tx: Transaction,
  shopId: number,
  batchIds: readonly number[],
  platformIds: readonly [key: string, id: string][],
): Promise<void> {
  if (platformIds.length === 0) return;
  await tx.query(
    `UPDATE code SET platform_id = published.id FROM unnest($3::text[], $4::bigint[]) AS published (key, id)
      WHERE code.shop_id = $1 AND code.code_key = published.key AND publish_batch_id = ANY($2::bigint[])`,
    [shopId, batchIds, platformIds.map(([key]) => key), platformIds.map(([, id]) => id)],
  );
}

/**
 * Marks live codes of a pool that can still be redeemed for upload again. The caller holds the pool's
 * lock. Resolves their states.
 */
export async function uploadLiveAgain(
  tx: Transaction,
  shopId: number,
  poolId: number,
  codeIds: readonly (number | null)[],
): Promise<string[]> {
  const rows = await tx.query<{ state: string }>(
    `UPDATE current_code SET publish_status = 'uploading', publish_batch_id = NULL, platform_id = NULL, in_store = NULL
      WHERE shop_id = $1 AND pool_id = $2 AND id = ANY($3::bigint[]) AND publish_status = 'live'
        AND state IN ('available', 'assigned')
     RETURNING state`,
    [shopId, poolId, codeIds],
  );
  return rows.map(({ state }) => state);
}

/** Stores whether the store accepts codes of a pool (null: unknown). The caller holds the pool's lock. */
export async function setInStore(
  tx: Transaction,
  shopId: number,
  poolId: number,
  codes: readonly { id: number; works: boolean | null }[],
): Promise<void> {
  await tx.query(
    `UPDATE code SET in_store = result.works FROM unnest($3::bigint[], $4::boolean[]) AS result (id, works)
      WHERE code.shop_id = $1 AND code.pool_id = $2 AND code.id = result.id
        AND code.in_store IS DISTINCT FROM result.works`,
    [shopId, poolId, codes.map(({ id }) => id), codes.map(({ works }) => works)],
  );
}
