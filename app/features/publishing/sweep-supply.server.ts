import { enqueueAll } from "../../database/enqueue.server";
import type { JobName } from "../../database/job-catalogue";
import type { Services } from "../../services.server";
import { poolInUse, poolSealed } from "../pools/pool-is-open";

/**
 * Work that has no job in the queue: because a job gave up, codes expired, or the platform denied
 * access for a while. Each query returns shops or pools and uses an index.
 */
const waiting = {
  "upload-codes": `
    SELECT DISTINCT pool.shop_id AS "shopId" FROM readable.pool_supply AS supply
      JOIN readable.pool ON pool.shop_id = supply.shop_id AND pool.id = supply.pool_id
       AND pool.deleted_at IS NULL
      JOIN readable.discount ON discount.shop_id = pool.shop_id AND discount.id = pool.discount_id
       AND discount.status <> 'deleted'
     WHERE supply.uploading > 0`,
  "upload-urgent-codes": `
    SELECT supply.shop_id AS "shopId", supply.pool_id AS "poolId" FROM readable.pool_supply AS supply
     WHERE supply.uploading > 0 AND (
       EXISTS (SELECT 1 FROM readable.code WHERE code.shop_id = supply.shop_id AND code.pool_id = supply.pool_id
                  AND publish_status = 'uploading' AND publish_batch_id IS NULL AND stored_state = 'assigned')
       OR EXISTS (SELECT 1 FROM publish_batch AS call WHERE call.shop_id = supply.shop_id
                     AND call.pool_id = supply.pool_id AND finished_at IS NULL AND urgent))`,
  "replenish-pool": `
    SELECT pool.shop_id AS "shopId", pool.id AS "poolId" FROM readable.pool
      JOIN readable.pool_stock AS stock ON stock.shop_id = pool.shop_id AND stock.pool_id = pool.id
     WHERE pool.type = 'dynamic' AND NOT ${poolSealed} AND ${poolInUse}
       AND stock.available < pool.reorder_point`,
  "void-superseded-codes": `
    SELECT stock.shop_id AS "shopId", stock.pool_id AS "poolId" FROM readable.pool_stock AS stock
     WHERE stock.void_through > 0 AND EXISTS (
       SELECT 1 FROM readable.code WHERE code.shop_id = stock.shop_id AND code.pool_id = stock.pool_id
          AND stored_state = 'available' AND position <= stock.void_through)`,
  "reissue-codes": `
    SELECT supply.shop_id AS "shopId", supply.pool_id AS "poolId" FROM readable.pool_supply AS supply
     WHERE supply.refused > 0 AND EXISTS (
       SELECT 1 FROM readable.code WHERE code.shop_id = supply.shop_id AND code.pool_id = supply.pool_id
          AND publish_status = 'refused' AND stored_state = 'assigned')`,
  "remove-codes": `
    SELECT shop.id AS "shopId" FROM readable.shop
     WHERE EXISTS (SELECT 1 FROM readable.deletion_backlog WHERE deletion_backlog.shop_id = shop.id)
        OR EXISTS (SELECT 1 FROM readable.pool_supply AS supply WHERE supply.shop_id = shop.id AND supply.live > 0
             AND EXISTS (SELECT 1 FROM readable.code WHERE code.shop_id = shop.id
                            AND code.pool_id = supply.pool_id AND publish_status = 'live'
                            AND stored_state IN ('expired', 'voided')))`,
} satisfies Partial<Record<JobName, string>>;

type SweptSupply = keyof typeof waiting;

/** Enqueues jobs for all pending work of installed shops. */
export async function sweepSupply({ database }: Pick<Services, "database">): Promise<void> {
  for (const [name, query] of Object.entries(waiting) as [SweptSupply, string][]) {
    const rows = await database.query<{ shopId: number; poolId?: number }>(
      `SELECT waiting.* FROM (${query}) AS waiting
         JOIN readable.shop ON shop.id = waiting."shopId" AND shop.uninstalled_at IS NULL`,
    );
    const jobs = rows.map(({ shopId, poolId }) => {
      const key = [name, shopId, ...(poolId === undefined ? [] : [poolId])].join(":");
      return { payload: { shopId, ...(poolId === undefined ? {} : { poolId }) }, key, queue: key };
    });
    // Claims enqueue the same jobs in another order: on a deadlock the loser retries.
    await database.transaction((tx) =>
      enqueueAll(tx, name, jobs as Parameters<typeof enqueueAll<typeof name>>[2]),
    );
  }
}
