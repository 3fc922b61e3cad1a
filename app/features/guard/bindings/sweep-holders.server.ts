import type { ShopContext } from "../../../core/ids";
import type { Sql, Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { poolBound, shopGuarded } from "../../pools/pool-is-bound";
import { lockStock } from "../../pools/stock/stock.server";
import { markAll } from "../../recipients/changes/mark-changes.server";

/** Recipients that are marked per transaction. */
const recipientsPerStep = 2_000;
/** Above this many marks the sweep waits, so those of new assignments don't queue behind it. */
const maxMarks = 1_000;

/**
 * SQL: sweeps that the shop `shopId` (SQL) should have, with the reason for each. A pool is swept when
 * its codes begin or cease to be written, when a shared code changes, and after a new installation.
 * Pool 0 stands for the blocked recipients.
 */
export const wantedSweeps = (shopId: string): string => `
  SELECT pool.id AS pool_id, ${poolBound} AS bound,
         concat_ws(' ', CASE WHEN ${poolBound} THEN 'bound' ELSE 'free' END, shop.installed_at,
                   CASE WHEN pool.type = 'shared' THEN (
                     SELECT string_agg(code.id || ' ' || code.stored_state, ' ' ORDER BY code.id)
                       FROM readable.code WHERE code.shop_id = shop.id AND code.pool_id = pool.id) END) AS reason
    FROM readable.pool JOIN readable.shop ON shop.id = pool.shop_id
   WHERE pool.shop_id = ${shopId} AND (${poolBound} OR EXISTS (
     SELECT 1 FROM binding_sweep WHERE shop_id = pool.shop_id AND pool_id = pool.id))
  UNION ALL
  SELECT 0, guarded, concat_ws(' ', CASE WHEN guarded THEN 'bound' ELSE 'free' END, installed_at)
    FROM (SELECT id, installed_at, ${shopGuarded("shop.id")} AS guarded FROM readable.shop) AS shop
   WHERE shop.id = ${shopId} AND (guarded OR EXISTS (
     SELECT 1 FROM binding_sweep WHERE shop_id = shop.id AND pool_id = 0))`;

/** SQL condition: \`wanted\` has no sweep, or one for another reason. */
export const sweepIsOutdated = (shopId: string): string => `NOT EXISTS (
  SELECT 1 FROM binding_sweep AS sweep WHERE sweep.shop_id = ${shopId}
     AND sweep.pool_id = wanted.pool_id AND sweep.reason = wanted.reason)`;

/**
 * Marks recipients of pools whose protection changed, a step at a time: claims since the change mark
 * theirs themselves. Starts the sweeps that are due. Resolves whether one has more to mark.
 */
export async function sweepHolders(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
): Promise<{ more: boolean }> {
  const due = await database.query<Due>(
    `SELECT pool_id AS "poolId", reason, bound FROM (${wantedSweeps("$1")}) AS wanted
      WHERE ${sweepIsOutdated("$1")} ORDER BY pool_id`,
    [shop.id],
  );
  for (const sweep of due) await startSweep(database, shop, sweep);
  const [sweep] = await database.query<Sweep>(
    `SELECT pool_id AS "poolId", swept_through AS "after", through, reason LIKE 'bound%' AS bound
       FROM binding_sweep WHERE shop_id = $1 AND (swept_through < through OR reason LIKE 'free%')
      ORDER BY pool_id LIMIT 1`,
    [shop.id],
  );
  if (!sweep) return { more: false };
  const marks = await database.query(
    "SELECT 1 FROM readable.customer_change WHERE shop_id = $1 LIMIT $2",
    [shop.id, maxMarks],
  );
  if (marks.length < maxMarks) await database.transaction((tx) => takeStep(tx, shop, sweep));
  return { more: true };
}

interface Due {
  poolId: number;
  reason: string;
  bound: boolean;
}

interface Sweep {
  poolId: number;
  after: number;
  through: number;
  bound: boolean;
}

async function startSweep(
  database: Services["database"],
  shop: Pick<ShopContext, "id">,
  { poolId, reason, bound }: Due,
): Promise<void> {
  const source = sourceOf({ poolId, bound });
  const [count] = await database.query<{ total: number }>(
    `SELECT count(*) AS total FROM (${source}) AS source`,
    [shop.id, poolId],
  );
  await database.transaction(async (tx) => {
    // A claim that still saw the pool's earlier protection has committed once we hold the lock.
    await lockStock(tx, shop.id, poolId);
    await tx.query(
      `INSERT INTO binding_sweep (shop_id, pool_id, reason, through, total)
       SELECT $1, $2, $3, coalesce(max(id), 0), $4 FROM (${source}) AS source
       ON CONFLICT (shop_id, pool_id) DO UPDATE SET reason = excluded.reason,
         through = excluded.through, total = excluded.total, swept = 0, swept_through = 0`,
      [shop.id, poolId, reason, count?.total ?? 0],
    );
  });
}

/**
 * SQL: the recipients to mark, with the id that the sweep goes by. $1 is the shop and $2 the pool. A
 * pool that isn't written any more may have released codes that are still written.
 */
function sourceOf({ poolId, bound }: Pick<Sweep, "poolId" | "bound">): string {
  if (poolId === 0)
    return `SELECT id, id AS recipient_id FROM readable.recipient
             WHERE shop_id = $1 AND blocked_at IS NOT NULL AND $2::int = 0`;
  return `SELECT id, recipient_id FROM readable.assignment
           WHERE shop_id = $1 AND pool_id = $2 ${bound ? "AND released_at IS NULL" : ""}`;
}

/** Marks the next recipients. The row of a pool that isn't written any more goes at the end. */
async function takeStep(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  sweep: Sweep,
): Promise<void> {
  const { poolId, after, through } = sweep;
  const rows = await tx.query<{ id: number; recipientId: number }>(
    `SELECT id, recipient_id AS "recipientId" FROM (${sourceOf(sweep)}) AS source
      WHERE id > $3 AND id <= $4 ORDER BY id LIMIT $5`,
    [shop.id, poolId, after, through, recipientsPerStep],
  );
  const recipients = [...new Set(rows.map(({ recipientId }) => recipientId))];
  await markAll(tx, shop.id, poolId, await withSeveralNames(tx, shop, poolId, recipients));
  const isLast = rows.length < recipientsPerStep;
  await tx.query(
    `UPDATE binding_sweep SET swept = swept + $5, swept_through = $4
      WHERE shop_id = $1 AND pool_id = $2 AND swept_through = $3`,
    [shop.id, poolId, after, isLast ? through : rows.at(-1)?.id, rows.length],
  );
  if (isLast && !sweep.bound) {
    await tx.query(
      `DELETE FROM binding_sweep WHERE shop_id = $1 AND pool_id = $2 AND reason LIKE 'free%'
          AND swept_through = through`,
      [shop.id, poolId],
    );
  }
}

/** For a dynamic pool, the recipients with several identities: its codes carry their holder. */
async function withSeveralNames(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  poolId: number,
  recipientIds: readonly number[],
): Promise<number[]> {
  const rows = await sql.query<{ id: number }>(
    `SELECT recipient.id FROM readable.recipient
      WHERE shop_id = $1 AND id = ANY($3::bigint[]) AND (identity_group_id IS NOT NULL
        OR NOT EXISTS (SELECT 1 FROM readable.pool
                        WHERE pool.shop_id = $1 AND pool.id = $2 AND pool.type = 'dynamic'))`,
    [shop.id, poolId, recipientIds],
  );
  return rows.map(({ id }) => id);
}
