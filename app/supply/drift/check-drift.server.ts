import type { ShopContext } from "../../core/ids";
import { refreshDiscount } from "../../discounts/copies/refresh-discount.server";
import type { Services } from "../../services.server";
import { compareDiscount } from "./compare-discount.server";
import { endCheck } from "./end-check.server";
import { readPages } from "./read-pages.server";
import { wakeDriftCheck } from "./start-drift-check.server";

/** Milliseconds of one run. */
const runFor = 60_000;

interface RunningCheck {
  discountId: number;
  cursor: string | null;
  beganAt: Date;
}

/**
 * Compares our codes with those that the platform has under the discounts of the shop's pools: one
 * discount after the other, read page by page into a table and compared there. How far it is was
 * committed with what was read, so that a run may end at any point; after a minute it asks for another
 * turn. Throws when the platform does not answer, and when `signal` is aborted.
 */
export async function checkDrift(
  services: Services,
  shop: ShopContext,
  checkId: number,
  signal: AbortSignal,
): Promise<void> {
  const platform = services.platform(shop.domain, "bulk");
  const begun = performance.now();
  for (;;) {
    signal.throwIfAborted();
    const check = await beginCheck(services, shop.id, checkId);
    if (!check) return;
    const discount = await currentDiscount(services, shop.id, check.discountId);
    if (!discount) return endCheck(services, shop, checkId, null);
    const place = { shopId: shop.id, checkId, discountId: discount.id };
    const fresh = await refreshDiscount(services, shop, { discountId: discount.id });
    if (!fresh.ok && fresh.failure.kind === "platform_denied") {
      const text = `${platform.name} does not let the app read its codes.`;
      return endCheck(services, shop, checkId, text);
    }
    if (!fresh.ok && fresh.failure.kind === "platform_unreachable") {
      throw new Error(`The discount was not read: ${fresh.failure.detail}`);
    }
    const gone = !fresh.ok || fresh.value.status === "deleted";
    if (!gone) {
      const until = begun + runFor;
      const cursor = discount.id === check.discountId ? check.cursor : null;
      const read = await readPages(
        services,
        platform,
        { ...place, cursor, until, signal },
        discount,
      );
      if (read === "later") {
        return services.database.transaction((tx) => wakeDriftCheck(tx, shop.id, checkId));
      }
    }
    await compareDiscount(services, { ...place, beganAt: check.beganAt, gone });
  }
}

/** Undefined when the check is over, or forgotten. */
async function beginCheck(
  { database, clock }: Pick<Services, "database" | "clock">,
  shopId: number,
  checkId: number,
): Promise<RunningCheck | undefined> {
  const [check] = await database.query<RunningCheck>(
    `UPDATE drift_check SET state = 'running', began_at = COALESCE(began_at, $3)
      WHERE shop_id = $1 AND id = $2 AND state IN ('queued', 'running')
      RETURNING discount_id AS "discountId", cursor, began_at AS "beganAt"`,
    [shopId, checkId, clock.now()],
  );
  return check;
}

/** The discount that is being read, or the next one; undefined after the last. */
async function currentDiscount(
  { database }: Pick<Services, "database">,
  shopId: number,
  from: number,
): Promise<{ id: number; platformId: string } | undefined> {
  const [discount] = await database.query<{ id: number; platformId: string }>(
    `SELECT id, platform_id AS "platformId" FROM discount
      WHERE shop_id = $1 AND id >= $2 AND EXISTS (
        SELECT 1 FROM pool WHERE pool.shop_id = $1 AND pool.discount_id = discount.id
           AND pool.deleted_at IS NULL)
      ORDER BY id LIMIT 1`,
    [shopId, from],
  );
  return discount;
}
