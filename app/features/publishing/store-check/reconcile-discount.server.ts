import type { Services } from "../../../services.server";
import { writeInStore } from "./record-look-up.server";

/** Codes compared per step. Few of them differ, and only those are written. */
const codesPerStep = 5_000;

export interface ReadDiscount {
  shopId: number;
  checkId: number;
  discountId: number;
  /** When the check began. Later changes are ignored. */
  beganAt: Date;
  /** Codes of this discount work at checkout: it exists and hasn't ended. */
  works: boolean;
  signal: AbortSignal;
}

/**
 * Updates what we know about codes from the codes read from the platform (`reconciliation_seen`):
 * uploaded codes missing there, and codes of unlinked pools found there. Idempotent. Throws when
 * `signal` is aborted.
 */
export async function reconcileDiscount(
  services: Pick<Services, "database">,
  read: ReadDiscount,
): Promise<void> {
  const pools = await services.database.query<{ poolId: number }>(
    `SELECT pool_id AS "poolId" FROM publish_batch WHERE shop_id = $1 AND discount_id = $2
     UNION
     SELECT store_check.pool_id FROM store_check
       JOIN readable.pool ON pool.shop_id = store_check.shop_id AND pool.id = store_check.pool_id AND pool.discount_id IS NULL
      WHERE store_check.shop_id = $1 AND store_check.discount_id = $2
     ORDER BY 1`,
    [read.shopId, read.discountId],
  );
  for (const { poolId } of pools) {
    for (let after: string | null = ""; after !== null; ) {
      read.signal.throwIfAborted();
      after = await reconcileStep(services, read, poolId, after);
    }
  }
}

interface Difference {
  last: string | null;
  ids: number[] | null;
  works: (boolean | null)[] | null;
}

/** Resolves where the next step begins; null when done. */
async function reconcileStep(
  { database }: Pick<Services, "database">,
  { shopId, checkId, discountId, beganAt, works }: ReadDiscount,
  poolId: number,
  after: string,
): Promise<string | null> {
  const [step] = await database.query<Difference>(
    `WITH page AS MATERIALIZED (
       SELECT id, code_key, publish_status, publish_batch_id, state, in_store,
              EXISTS (SELECT 1 FROM reconciliation_seen AS seen WHERE seen.shop_id = $1 AND seen.check_id = $2
                         AND seen.code_key = code.code_key) AS seen
         FROM current_code AS code WHERE shop_id = $1 AND pool_id = $4 AND code_key > $5 ORDER BY code_key LIMIT $6
     ), expected AS (
       -- Uploaded codes count as working unless they're missing.
       SELECT page.id, page.in_store, CASE WHEN page.seen THEN NULL ELSE false END AS works
         FROM page JOIN publish_batch AS call ON call.shop_id = $1 AND call.id = page.publish_batch_id
        WHERE page.publish_status = 'live' AND page.state IN ('available', 'assigned')
          AND call.discount_id = $3 AND call.finished_at < $7
       UNION ALL
       -- Codes found elsewhere are looked up separately.
       SELECT page.id, page.in_store, CASE WHEN page.seen THEN $8::boolean END
         FROM page
        WHERE page.publish_status = 'none' AND page.state IN ('available', 'assigned')
          AND (page.seen OR page.in_store)
     ), differ AS (
       SELECT * FROM expected WHERE in_store IS DISTINCT FROM works
     )
     SELECT (SELECT max(code_key) FROM page) AS last, array_agg(id ORDER BY id) AS ids,
            array_agg(works ORDER BY id) AS works FROM differ`,
    [shopId, checkId, discountId, poolId, after, codesPerStep, beganAt, works],
  );
  const ids = step?.ids ?? [];
  if (ids.length > 0) {
    const codes = ids.map((id, at) => ({ id: Number(id), works: step?.works?.[at] ?? null }));
    await database.transaction((tx) => writeInStore(tx, shopId, poolId, codes));
  }
  return step?.last ?? null;
}
