import type { ShopContext } from "../../../core/ids";
import { type Result, success } from "../../../core/result";
import type { Platform } from "../../../platform/platform";
import type { PlatformFailure } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { poolInUse } from "../../pools/pool-is-open";
import { checkSample } from "./check-sample.server";
import { lookUpCodes } from "./look-up-codes.server";
import { writeInStore, writeStoreCheck } from "./record-look-up.server";

/** Codes per step: ten platform calls. */
const codesPerStep = 250;
/**
 * Lookups per check, for one pool and for the store. Each costs 2 points of a rate limit of 100 a
 * second, so a check takes a few minutes. The next check continues where this one stopped.
 */
const maxLookupsPerPool = 5_000;
const maxLookupsPerShop = 20_000;

export interface UnlinkedRun {
  checkId: number;
  beganAt: Date;
  /** When this run ends, on the clock of `performance.now()`. */
  until: number;
  signal: AbortSignal;
}

/**
 * Looks up codes of unlinked pools, those checked longest ago first. Skips codes that were seen
 * when a discount was read. Progress is saved with the results, so a run can stop at any point.
 * Resolves `later` when its time is up.
 */
export async function checkUnlinkedPools(
  services: Pick<Services, "database" | "clock" | "platform">,
  shop: ShopContext,
  platform: Pick<Platform, "findCodes">,
  run: UnlinkedRun,
): Promise<Result<"all" | "later", PlatformFailure>> {
  for (;;) {
    run.signal.throwIfAborted();
    if (performance.now() > run.until) return success("later");
    const pool = await nextPool(services, shop.id, run);
    if (!pool) return success("all");
    if (!pool.sampled) {
      const sampled = await checkSample(services, shop, pool.id, "bulk");
      if (!sampled.ok) return sampled;
    }
    const looked = await lookUpPool(services, shop, platform, pool, run);
    if (!looked.ok || looked.value === "later") return looked;
  }
}

interface UnlinkedPool {
  id: number;
  sampled: boolean;
  /** Where the previous check stopped in this pool. */
  cursor: string;
  /** The discount its codes were found under has been read, so codes seen there need no lookup. */
  read: boolean;
  lookedUp: number;
}

async function nextPool(
  { database }: Pick<Services, "database">,
  shopId: number,
  { checkId, beganAt }: UnlinkedRun,
): Promise<UnlinkedPool | undefined> {
  const [pool] = await database.query<UnlinkedPool>(
    `SELECT pool.id, store_check.pool_id IS NOT NULL AS sampled, coalesce(store_check.cursor, '') AS cursor,
            store_check.discount_id IS NOT NULL AS read, run.looked_up AS "lookedUp"
       FROM readable.pool
       JOIN readable.pool_stock AS stock ON stock.shop_id = pool.shop_id AND stock.pool_id = pool.id
       JOIN reconciliation AS run ON run.shop_id = pool.shop_id AND run.id = $2
       LEFT JOIN store_check ON store_check.shop_id = pool.shop_id AND store_check.pool_id = pool.id
      WHERE pool.shop_id = $1 AND pool.discount_id IS NULL AND pool.type <> 'dynamic'
        AND ${poolInUse}
        AND stock.available + stock.assigned > 0
        AND (store_check.walked_at IS NULL OR store_check.walked_at < $3) AND run.looked_up < $4
      ORDER BY store_check.walked_at NULLS FIRST, pool.id LIMIT 1`,
    [shopId, checkId, beganAt, maxLookupsPerShop],
  );
  return pool;
}

interface PageRow {
  id: number;
  code: string;
  codeKey: string;
  unknown: boolean;
}

/** Continues where the last check stopped, up to the end of the pool or the limit per check. */
async function lookUpPool(
  services: Pick<Services, "database" | "clock">,
  shop: ShopContext,
  platform: Pick<Platform, "findCodes">,
  pool: UnlinkedPool,
  { checkId, beganAt, until, signal }: UnlinkedRun,
): Promise<Result<"all" | "later", PlatformFailure>> {
  const { database } = services;
  let { cursor } = pool;
  for (let lookedUp = 0; ; ) {
    signal.throwIfAborted();
    if (performance.now() > until) return success("later");
    const page = await database.query<PageRow>(
      `SELECT id, code, code_key AS "codeKey", NOT $5::boolean OR in_store IS NOT TRUE AS unknown
         FROM current_code WHERE shop_id = $1 AND pool_id = $2 AND code_key > $3
          AND state IN ('available', 'assigned') ORDER BY code_key LIMIT $4`,
      [shop.id, pool.id, cursor, codesPerStep, pool.read],
    );
    const unknown = page.filter(({ unknown }) => unknown);
    const looked = await lookUpCodes(
      platform,
      unknown.map(({ code }) => code),
    );
    if (!looked.ok) return looked;
    const codes = unknown.map(({ id, code }) => ({
      id: Number(id),
      works: looked.value.works.get(code.toLowerCase()) ?? false,
    }));
    lookedUp += unknown.length;
    const last = page.at(-1)?.codeKey;
    const walked = page.length < codesPerStep;
    cursor = walked || last === undefined ? "" : last;
    await database.transaction(async (tx) => {
      await writeInStore(tx, shop.id, pool.id, codes);
      await tx.query(`UPDATE store_check SET cursor = $3 WHERE shop_id = $1 AND pool_id = $2`, [
        shop.id,
        pool.id,
        cursor,
      ]);
      await tx.query(
        `UPDATE reconciliation SET looked_up = looked_up + $3, unanswered_since = NULL, next_try_at = NULL
          WHERE shop_id = $1 AND id = $2`,
        [shop.id, checkId, unknown.length],
      );
    });
    if (walked || lookedUp >= maxLookupsPerPool) {
      await endPool(services, shop.id, pool.id, { checkId, beganAt });
      return success("all");
    }
  }
}

/** Counts the pool's lookup results and saves them as its check. */
async function endPool(
  { database, clock }: Pick<Services, "database" | "clock">,
  shopId: number,
  poolId: number,
  { checkId, beganAt }: Pick<UnlinkedRun, "checkId" | "beganAt">,
): Promise<void> {
  const [counts] = await database.query<{
    alive: number;
    lookedUp: number;
    working: number;
    discountId: number | null;
    ended: boolean;
  }>(
    `SELECT count(*) AS alive, count(in_store) AS "lookedUp", count(*) FILTER (WHERE in_store) AS working,
            store_check.discount_id AS "discountId",
            coalesce(bool_or(discount.status = 'expired'), false) AS ended
       FROM store_check
       LEFT JOIN readable.discount ON discount.shop_id = store_check.shop_id AND discount.id = store_check.discount_id
       JOIN current_code AS code ON code.shop_id = store_check.shop_id AND code.pool_id = store_check.pool_id
        AND code.state IN ('available', 'assigned')
      WHERE store_check.shop_id = $1 AND store_check.pool_id = $2 GROUP BY store_check.discount_id`,
    [shopId, poolId],
  );
  if (!counts) return;
  const { alive, lookedUp, working, discountId } = counts;
  const check = {
    lookedUp,
    working,
    ended: counts.ended ? lookedUp - working : 0,
    everyCode: lookedUp === alive,
    discountId,
  };
  const now = clock.now();
  await database.transaction(async (tx) => {
    await writeStoreCheck(tx, shopId, poolId, check, now);
    // Never before the check began: another check can begin in the same millisecond.
    await tx.query(
      "UPDATE store_check SET walked_at = GREATEST($3::timestamptz, $4) WHERE shop_id = $1 AND pool_id = $2",
      [shopId, poolId, now, beganAt],
    );
    await tx.query(
      "UPDATE reconciliation SET not_in_store = not_in_store + $3 WHERE shop_id = $1 AND id = $2",
      [shopId, checkId, lookedUp - working],
    );
  });
}
