import type { Transaction } from "../../database/database.server";
import { enqueueAll } from "../../database/enqueue.server";
import type { Services } from "../../services.server";
import { type AlertState, armed, sameAlert, stepAlert } from "./conditions/alert-arming";
import { type AlertKind, alertKinds, checkPool } from "./conditions/alert-conditions";
import { type PoolAlerts, readAlertPage, type ShopToday } from "./conditions/pool-figures.server";
import { localDate } from "./local-date";

/** Pools per transaction, which takes well under a second. */
const poolsPerPage = 2000;

interface Change {
  shopId: number;
  poolId: number;
  kind: AlertKind;
  state: AlertState;
  /** The date the email is for; null: none is due. */
  mailFor: string | null;
}

/**
 * Checks every pool of every installed shop, raises and clears alerts, and enqueues emails that are due.
 * An alert is marked as mailed in the transaction that enqueues its email.
 */
export async function raiseAlerts(services: Services, signal?: AbortSignal): Promise<void> {
  const now = services.clock.now();
  const shops = await installedShops(services, now);
  let after = { shopId: 0, poolId: 0 };
  for (;;) {
    signal?.throwIfAborted();
    const page = await services.database.transaction(async (tx) => {
      // Concurrent runs would both raise the same alert.
      await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('raise-alerts', 0))");
      const pools = await readAlertPage(tx, shops, now, after, poolsPerPage);
      await write(tx, changesOf(pools, shops, now));
      return pools;
    });
    const last = page.at(-1);
    if (!last || page.length < poolsPerPage) return;
    after = last;
  }
}

async function installedShops({ database }: Services, now: Date): Promise<ShopToday[]> {
  const shops = await database.query<{ id: number; timeZone: string }>(
    `SELECT id, time_zone AS "timeZone" FROM readable.shop WHERE uninstalled_at IS NULL ORDER BY id`,
  );
  return shops.map(({ id, timeZone }) => ({ id, today: localDate(now, timeZone) }));
}

function changesOf(pools: PoolAlerts[], shops: ShopToday[], now: Date): Change[] {
  const days = new Map(shops.map(({ id, today }) => [id, today]));
  return pools.flatMap(({ shopId, poolId, figures, alerts }) => {
    const checks = checkPool(figures, now);
    const today = days.get(shopId);
    if (today === undefined) return [];
    return alertKinds.flatMap((kind) => {
      const before = alerts.get(kind) ?? armed;
      const { state, mail } = stepAlert(before, checks[kind], now, today);
      if (sameAlert(before, state)) return [];
      return [{ shopId, poolId, kind, state, mailFor: mail ? today : null }];
    });
  });
}

async function write(tx: Transaction, changes: Change[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.query(
    `INSERT INTO alert (shop_id, pool_id, kind, raised_at, mailed_on, mail_pending)
     SELECT * FROM unnest($1::int[], $2::int[], $3::text[], $4::timestamptz[], $5::date[], $6::bool[])
     ON CONFLICT (shop_id, pool_id, kind) DO UPDATE SET raised_at = excluded.raised_at,
       mailed_on = excluded.mailed_on, mail_pending = excluded.mail_pending`,
    [
      changes.map(({ shopId }) => shopId),
      changes.map(({ poolId }) => poolId),
      changes.map(({ kind }) => kind),
      changes.map(({ state }) => state.raisedAt),
      changes.map(({ state }) => state.mailedOn),
      changes.map(({ state }) => state.mailPending),
    ],
  );
  await enqueueAll(tx, "send-alert-mail", mailsOf(changes));
}

/** One email per pool: alerts raised together share it. */
function mailsOf(changes: readonly Change[]) {
  const pools = new Map<string, { first: Change; day: string; also: AlertKind[] }>();
  for (const change of changes) {
    if (change.mailFor === null) continue;
    const mail = pools.get(`${change.shopId}/${change.poolId}`);
    if (mail) mail.also.push(change.kind);
    else
      pools.set(`${change.shopId}/${change.poolId}`, {
        first: change,
        day: change.mailFor,
        also: [],
      });
  }
  return [...pools.values()].map(({ first: { shopId, poolId, kind }, day, also }) => ({
    payload: { shopId, poolId, kind, also, day },
    key: `send-alert-mail:${shopId}:${poolId}:${kind}:${day}`,
  }));
}
