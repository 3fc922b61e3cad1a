import { number } from "../../../core/format";
import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import type { PoolType } from "../../pools/pool";
import { shopColumns } from "../../shops/find-shop.server";
import { type AlertKind, alertDays, alertKinds } from "../conditions/alert-conditions";
import { readPoolFigures } from "../conditions/pool-figures.server";
import { projectStock } from "../conditions/projection";
import { localDate } from "../local-date";
import { type AlertFacts, alertMail } from "./alert-mail";

export interface AlertMailing {
  shopId: number;
  poolId: number;
  kind: string;
  /** Alerts raised together with it, which share the email. */
  also: string[];
  /** The date in the shop's time zone that the email is for. */
  day: string;
}

/** Above this, the email says "more than" instead of counting. */
const maxCounted = 10_000;

/**
 * Sends the email of an alert with the current figures. Sends nothing if the alert was cleared in the
 * meantime or the app was uninstalled. Rejects if the mail server accepts no recipient, so the job
 * retries.
 */
export async function sendAlertMail(services: Services, mailing: AlertMailing): Promise<void> {
  const requested = [mailing.kind, ...mailing.also];
  const kinds = alertKinds.filter((known) => requested.includes(known));
  const due = await readDue(services, { ...mailing, kinds });
  const { shopId, poolId } = mailing;
  if (!due) {
    services.log.info({ shopId, poolId, kind: mailing.kind }, "alert was cleared, no email sent");
    return;
  }
  const { refused } = await services.mailer.send({
    ...alertMail(due.facts),
    to: due.recipients,
    id: `alert-${shopId}-${poolId}-${mailing.kind}-${mailing.day}`,
  });
  const counts = { recipients: due.recipients.length, refused };
  services.log.info({ shopId, poolId, kind: mailing.kind, ...counts }, "alert mail sent");
}

interface DueRow extends ShopContext {
  email: string;
  poolName: string;
  poolType: PoolType;
  assigned: number;
  /** The alerts that are still raised. */
  raised: AlertKind[];
  recipients: string[];
}

async function readDue(
  { database, clock, platform }: Services,
  { shopId, poolId, kinds }: { shopId: number; poolId: number; kinds: readonly AlertKind[] },
): Promise<{ recipients: string[]; facts: AlertFacts } | undefined> {
  const [due] = await database.query<DueRow>(
    `SELECT ${shopColumns}, shop.email,
            pool.name AS "poolName", pool.type AS "poolType", pool_stock.assigned,
            ARRAY(SELECT kind FROM alert WHERE shop_id = $1 AND pool_id = $2
                     AND kind = ANY($3::text[]) AND raised_at IS NOT NULL) AS raised,
            ARRAY(SELECT email FROM alert_recipient WHERE shop_id = $1 ORDER BY email) AS recipients
       FROM readable.shop JOIN readable.pool ON pool.shop_id = shop.id AND pool.id = $2
       JOIN readable.pool_stock ON pool_stock.shop_id = shop.id AND pool_stock.pool_id = pool.id
      WHERE shop.id = $1 AND shop.uninstalled_at IS NULL`,
    [shopId, poolId, kinds],
  );
  const now = clock.now();
  const today = due && localDate(now, due.timeZone);
  const pool = today && (await readPoolFigures(database, { id: shopId, today }, now, poolId));
  const [kind, ...also] = kinds.filter((candidate) => due?.raised.includes(candidate));
  if (!due || !pool || !kind) return undefined;
  const { available, total, lowStockThreshold, nextAssignBy, supplyFailure } = pool.figures;
  return {
    recipients: due.recipients.length > 0 ? due.recipients : [due.email],
    facts: {
      kind,
      also,
      poolName: due.poolName,
      poolType: due.poolType,
      shopName: due.name,
      available,
      assigned: due.assigned,
      total,
      lowStockThreshold,
      projection: projectStock(pool.figures, today),
      closing:
        [kind, ...also].includes("assign-by") && nextAssignBy
          ? {
              day: localDate(nextAssignBy, due.timeZone),
              count: await countClosing(database, shopId, poolId, now),
            }
          : null,
      supplyFailure,
      used: { byOthers: pool.figures.usedByOthers, unassigned: pool.figures.usedUnassigned },
      poolUrl: platform(due.domain).adminUrl(`/app/pools/${poolId}`),
      toShopItself: due.recipients.length === 0,
    },
  };
}

async function countClosing(sql: Sql, shopId: number, poolId: number, now: Date): Promise<string> {
  const [row] = await sql.query<{ count: number }>(
    `SELECT count(*) AS count FROM (
       SELECT 1 FROM current_code WHERE shop_id = $1 AND pool_id = $2
          AND stored_state = 'available' AND state = 'available' AND assign_by > $3 AND assign_by <= $3::timestamptz + make_interval(hours => $4)
        LIMIT $5) AS closing`,
    [shopId, poolId, now, alertDays * 24, maxCounted + 1],
  );
  const count = row?.count ?? 0;
  return count > maxCounted ? `More than ${number(maxCounted)}` : number(count);
}
