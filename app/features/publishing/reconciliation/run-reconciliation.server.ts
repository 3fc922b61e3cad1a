import type { ShopContext } from "../../../core/ids";
import type { PlatformFailure } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { refreshDiscount } from "../../discounts/cache/refresh-discount.server";
import { statusAt } from "../../discounts/discount";
import { poolInUse } from "../../pools/pool-is-open";
import { checkUnlinkedPools } from "../store-check/check-unlinked-pools.server";
import { reconcileDiscount } from "../store-check/reconcile-discount.server";
import { compareDiscount } from "./compare-discount.server";
import { finishReconciliation } from "./finish-reconciliation.server";
import { readPages } from "./read-pages.server";
import { retryReconciliation } from "./retry-reconciliation.server";
import { enqueueReconciliation } from "./start-reconciliation.server";

/** Milliseconds of one run. */
const runMilliseconds = 60_000;

interface RunningCheck {
  discountId: number;
  cursor: string | null;
  beganAt: Date;
}

/**
 * Compares our codes with those the platform has under the discounts of the shop's pools: reads
 * each discount page by page into a table and compares it there. Then looks up codes of pools
 * without a discount. Progress is committed with the data, so a run can stop at any point. After a
 * minute it enqueues the next run; while the platform doesn't respond, it schedules a later one.
 * Throws when `signal` is aborted.
 */
export async function runReconciliation(
  services: Services,
  shop: ShopContext,
  checkId: number,
  signal: AbortSignal,
): Promise<void> {
  const platform = services.platform(shop.domain, "bulk");
  const begun = performance.now();
  for (;;) {
    signal.throwIfAborted();
    const check = await startRun(services, shop.id, checkId);
    if (!check) return;
    const discount = await currentDiscount(services, shop.id, check.discountId);
    if (!discount) {
      const run = { checkId, beganAt: check.beganAt, until: begun + runMilliseconds, signal };
      const looked = await checkUnlinkedPools(services, shop, platform, run);
      if (!looked.ok) return endOrRetry(services, shop, checkId, looked.failure);
      if (looked.value === "later") return enqueueNextRun(services, shop, checkId);
      return finishReconciliation(services, shop, checkId, null);
    }
    const place = { shopId: shop.id, checkId, discountId: discount.id };
    const fresh = await refreshDiscount(services, shop, { discountId: discount.id });
    if (!fresh.ok && fresh.failure.kind !== "discount_not_found") {
      return endOrRetry(services, shop, checkId, fresh.failure);
    }
    const gone = !fresh.ok || fresh.value.status === "deleted";
    if (!gone) {
      const until = begun + runMilliseconds;
      const cursor = discount.id === check.discountId ? check.cursor : null;
      const read = await readPages(
        services,
        platform,
        { ...place, cursor, until, signal },
        discount,
      );
      if (!read.ok) return endOrRetry(services, shop, checkId, read.failure);
      if (read.value === "later") return enqueueNextRun(services, shop, checkId);
    }
    const { beganAt } = check;
    const works = fresh.ok && statusAt(fresh.value, services.clock.now()) !== "expired" && !gone;
    await reconcileDiscount(services, { ...place, beganAt, works, signal });
    await compareDiscount(services, { ...place, beganAt, gone });
  }
}

/** Access denied ends the check. No response is retried for an hour. */
async function endOrRetry(
  services: Services,
  shop: ShopContext,
  checkId: number,
  refused: PlatformFailure,
): Promise<void> {
  const { name } = services.platform(shop.domain);
  if (refused.kind === "platform_denied") {
    return finishReconciliation(
      services,
      shop,
      checkId,
      `${name} doesn’t let the app read your codes.`,
    );
  }
  services.log.warn(
    { shopId: shop.id, checkId, detail: refused.detail },
    "the platform did not respond to a reconciliation",
  );
  if ((await retryReconciliation(services, shop.id, checkId)) === "over") {
    const why = `${name} hasn’t responded for an hour. Check again when it’s back.`;
    await finishReconciliation(services, shop, checkId, why);
  }
}

async function enqueueNextRun(
  services: Services,
  shop: ShopContext,
  checkId: number,
): Promise<void> {
  await services.database.transaction((tx) => enqueueReconciliation(tx, shop.id, checkId));
}

/** Undefined when the check has ended or was deleted. */
async function startRun(
  { database, clock }: Pick<Services, "database" | "clock">,
  shopId: number,
  checkId: number,
): Promise<RunningCheck | undefined> {
  const [check] = await database.query<RunningCheck>(
    `UPDATE reconciliation SET state = 'running', began_at = COALESCE(began_at, $3)
      WHERE shop_id = $1 AND id = $2 AND state IN ('queued', 'running')
      RETURNING discount_id AS "discountId", cursor, began_at AS "beganAt"`,
    [shopId, checkId, clock.now()],
  );
  return check;
}

/** The discount in progress, or the next one; undefined after the last. */
async function currentDiscount(
  { database }: Pick<Services, "database">,
  shopId: number,
  from: number,
): Promise<{ id: number; platformId: string } | undefined> {
  const [discount] = await database.query<{ id: number; platformId: string }>(
    `SELECT id, platform_id AS "platformId" FROM readable.discount
      WHERE shop_id = $1 AND id >= $2 AND (EXISTS (
        SELECT 1 FROM readable.pool WHERE pool.shop_id = $1 AND pool.discount_id = discount.id
           AND pool.deleted_at IS NULL)
        OR discount.status <> 'deleted' AND EXISTS (
        -- Codes of an unlinked pool were found there. Reading the discount is cheaper than lookups.
        SELECT 1 FROM store_check JOIN readable.pool ON pool.shop_id = $1 AND pool.id = store_check.pool_id
         WHERE store_check.shop_id = $1 AND store_check.discount_id = discount.id AND pool.discount_id IS NULL
           AND ${poolInUse}))
      ORDER BY id LIMIT 1`,
    [shopId, from],
  );
  return discount;
}
